using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Model.Joint;

/// <summary>One encoder with the three heads of the live analyzer on it.</summary>
/// <param name="Preset">Name the encoder is known by, such as `tiny`.</param>
/// <param name="Encoder">The shared encoder.</param>
/// <param name="Labels">Names of the classes, in the order of the logits.</param>
/// <param name="Scoring">How logits become scores.</param>
/// <param name="IsDetailed">Whether segmentation and separation see the network's inputs beside its tokens, instead of being built as published.</param>
public sealed record JointConfig(string Preset, EncoderConfig Encoder, IReadOnlyList<string> Labels, LabelScoring Scoring, bool IsDetailed = false)
{
    /// <summary>The configuration of a preset, with the labels given.</summary>
    /// <exception cref="ModelConfigurationException">The preset is unknown.</exception>
    public static JointConfig Named(string preset, IReadOnlyList<string> labels, LabelScoring scoring) =>
        new(preset, EncoderPresets.Named(preset), labels, scoring, EncoderPresets.HasDetailHeads(preset));

    /// <summary>The configuration that a file says it has.</summary>
    /// <exception cref="ModelConfigurationException">The preset is unknown.</exception>
    public static JointConfig Of(JointMetadata metadata) =>
        new(metadata.Preset, EncoderPresets.Named(metadata.Preset), metadata.Labels, metadata.Scoring, metadata.IsDetailed);
}

/// <summary>How class logits become scores in 0..1.</summary>
public enum LabelScoring
{
    /// <summary>Each class on its own, for sets where several sound at once.</summary>
    Sigmoid,

    /// <summary>One class of all, for sets with a single label.</summary>
    Softmax,
}
