namespace TorchSharp.Interop;

/// <summary>dav_pair of native/src/reduction.cpp, in its order.</summary>
internal enum PairOp
{
    max, min, median, cummax, cummin, mode,
}
