namespace TorchSharp.Interop;

/// <summary>dav_flag of native/src/access.cpp, in its order.</summary>
internal enum TensorFlag
{
    contiguous, leaf, requires_grad, conjugate, negative, inference, pinned,
}
