using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data.Scenes;
using DeepAvFusion.Training.Evaluation;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Joint;

/// <summary>Which share of a window's sound belongs to each of its things, asked as the live analyzer asks, but with the places where things really are.</summary>
internal static class JointShares
{
    /// <param name="margin">Added around a thing's box before it is cropped for published heads, as a share of the box.</param>
    /// <returns>[things, mel, time], 0..1; over all things at most 1.</returns>
    public static float[] Of(JointModel model, SceneClipFeatures features, SceneClip clip, IReadOnlyList<SceneSource> things, double margin, Device device)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var mixture = features.Spectrogram(clip.Mixture);
        if (!model.Config.IsDetailed)
        {
            var crops = things.Select(thing => features.Picture(clip, SceneClipFeatures.Box(clip, thing, margin)));
            using var each = model.Encode([.. crops], [.. things.Select(_ => mixture)], device);
            var masks = each.Separate().sigmoid();                                // [K, 1, mel, time]
            return (masks / masks.sum(0, keepdim: true).clamp_min(1)).ToNumbers();
        }

        using var encoded = model.Encode([features.Picture(clip)], [mixture], device);
        var places = things.SelectMany(thing => clip.Owners.Select(owner => owner == thing.Number ? 1f : 0f)).ToArray();
        var parts = PicturePools.Of(tensor(places, [things.Count, clip.Height, clip.Width]).to(device), zeros(things.Count, ScalarType.Int64, device), model.Config.Encoder.Image.Grid);
        return SharedEnergy.Of(encoded.Separate(parts), parts.Pictures).ToNumbers();
    }
}
