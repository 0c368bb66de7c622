using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Joint;

/// <summary>Segmentation and separation as published, over tokens alone.</summary>
internal sealed class PublishedLocatingHeads(JointConfig config, WeightInitializer weights) : LocatingHeads
{
    private readonly SegmentationHead _segmentation = new(config.Encoder, classes: 1, weights, EncoderPresets.SegmentationWidth(config.Preset));
    private readonly SeparationHead _separation = new(config.Encoder, weights);

    public override nn.Module Segmentation => _segmentation;

    public override nn.Module Separation => _separation;

    public override Tensor MapBias => _segmentation.Bias;

    public override Tensor Segment(JointEncoding encoded) => _segmentation.call(encoded.Tokens);

    public override Tensor Separate(JointEncoding encoded) => _separation.call(encoded.Tokens);

    public override Tensor Separate(JointEncoding encoded, PicturePools parts) => _separation.Masks(encoded.Tokens, parts);
}
