using DeepAvFusion.Core.Settings;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Recipes;

namespace DeepAvFusion.Training.Settings;

/// <summary>How the live analyzer's model is trained.</summary>
/// <param name="Losses">Weights of its losses.</param>
/// <param name="Name">Name that an exported model carries.</param>
/// <param name="HasDetailHeads">Whether its heads see the network's inputs beside its tokens.</param>
public sealed record JointPlan(JointLossSettings Losses, string Name, bool HasDetailHeads)
{
    internal static JointPlan From(SettingsReader joint, SeparationObjective objective, string preset)
    {
        var heads = joint.Choice<JointHeads>("heads");
        var losses = new JointLossSettings(
            joint.Number("recognition", 0), joint.Number("segmentation", 0), joint.Number("overlap", 0), joint.Number("separation", 0),
            joint.Number("names", 0), joint.Flag("freeze_encoder"), joint.Number("map_threshold", 0.001, 0.999), objective,
            joint.Flag("per_object"));
        return new JointPlan(losses, joint.Text("name"), heads == JointHeads.Detailed || (heads == JointHeads.Auto && EncoderPresets.HasDetailHeads(preset)));
    }

    private enum JointHeads
    {
        Auto,
        Published,
        Detailed,
    }
}
