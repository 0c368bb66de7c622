namespace TorchSharp;

/// <summary>Which direction of a Fourier transform is divided by the length (or both by its root).</summary>
public enum FFTNormType
{
    Backward = 0,
    Forward = 1,
    Ortho = 2,
}
