namespace TorchSharp.Interop;

/// <summary>dav_like of native/src/factory.cpp, in its order.</summary>
internal enum LikeOp
{
    empty, zeros, ones, rand, randn,
}
