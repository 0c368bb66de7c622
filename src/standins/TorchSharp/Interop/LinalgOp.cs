namespace TorchSharp.Interop;

/// <summary>dav_solve of native/src/linalg.cpp, in its order.</summary>
internal enum LinalgOp
{
    inv, cholesky, det, pinv,
}
