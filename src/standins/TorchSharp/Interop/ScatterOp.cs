namespace TorchSharp.Interop;

/// <summary>dav_scatter of native/src/indexing.cpp, in its order.</summary>
internal enum ScatterOp
{
    scatter, scatter_add, index_copy, index_add,
}
