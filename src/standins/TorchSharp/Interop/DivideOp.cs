namespace TorchSharp.Interop;

/// <summary>dav_divide of native/src/shape.cpp, in its order.</summary>
internal enum DivideOp
{
    split, chunk, tensor_split,
}
