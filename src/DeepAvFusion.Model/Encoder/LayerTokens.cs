using static TorchSharp.torch;

namespace DeepAvFusion.Model.Encoder;

/// <summary>The tokens of all three streams after one layer, before any final norm.</summary>
/// <param name="Image">[B, Ni, D]</param>
/// <param name="Audio">[B, Na, D]</param>
/// <param name="Fusion">[B, F, D]</param>
public sealed record LayerTokens(Tensor Image, Tensor Audio, Tensor Fusion);
