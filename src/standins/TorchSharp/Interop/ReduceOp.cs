namespace TorchSharp.Interop;

/// <summary>dav_reduce of native/src/reduction.cpp, in its order.</summary>
internal enum ReduceOp
{
    sum, mean, amax, amin, logsumexp, prod, all, any, argmax, argmin, nansum, nanmean, count_nonzero,
}
