namespace TorchSharp.Interop;

/// <summary>dav_fill of native/src/factory.cpp, in its order.</summary>
internal enum FillOp
{
    normal, uniform, bernoulli, exponential, random,
}
