namespace TorchSharp.Interop;

/// <summary>dav_join of native/src/shape.cpp, in its order.</summary>
internal enum JoinOp
{
    cat, stack, hstack, vstack, dstack, block_diag,
}
