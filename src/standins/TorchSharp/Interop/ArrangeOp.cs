namespace TorchSharp.Interop;

/// <summary>dav_arrange of native/src/shape.cpp, in its order.</summary>
internal enum ArrangeOp
{
    view, reshape, permute, expand, repeat, tile, flip, broadcast_to,
}
