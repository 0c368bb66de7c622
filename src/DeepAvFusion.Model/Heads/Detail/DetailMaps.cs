using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads.Detail;

/// <summary>Maps of a network input.</summary>
/// <param name="Fine">[B, w, H/2, W/2], then half as large each.</param>
/// <param name="Bottom">[B, bottom, H/16, W/16]</param>
internal sealed record DetailMaps(IReadOnlyList<Tensor> Fine, Tensor Bottom);
