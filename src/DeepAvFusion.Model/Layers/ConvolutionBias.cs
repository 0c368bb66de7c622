namespace DeepAvFusion.Model.Layers;

/// <summary>What bias a convolution has, and how it starts.</summary>
internal enum ConvolutionBias
{
    /// <summary>No bias: a batch norm follows.</summary>
    None,

    /// <summary>Uniform in plus or minus one over the root of the fan-in.</summary>
    Uniform,

    /// <summary>Starts at 0.</summary>
    Zero,
}
