namespace TorchSharp.Interop;

/// <summary>dav_dims of native/src/shape.cpp, in its order.</summary>
internal enum DimsOp
{
    unsqueeze, squeeze, transpose, select, flatten, tril, triu, diag, narrow, diagonal, unfold, diag_embed, rot90,
}
