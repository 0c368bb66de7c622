using DeepAvFusion.Model.Features;
using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Training.Data.Scenes;

/// <summary>What lies in each patch of a window of the synthetic world.</summary>
internal static class PatchShares
{
    /// <param name="owners">[size, size], the number of the thing seen at each pixel or 0.</param>
    /// <returns>[patches, classes]: the share of the patch's pixels that show each kind.</returns>
    public static float[] Seen(SceneClip clip, byte[] owners, int size, int patch)
    {
        var (classes, columns) = (clip.Seen.Length, size / patch);
        var shares = new float[columns * columns * classes];
        var kinds = new int[256];
        foreach (var source in clip.Sources) if (source.IsSeen) kinds[source.Number] = source.Kind.Index;
        for (var i = 0; i < owners.Length; i++)
        {
            if (owners[i] == 0) continue;
            var (row, column) = (i / size / patch, i % size / patch);
            shares[(row * columns + column) * classes + kinds[owners[i]]] += 1f / (patch * patch);
        }

        return shares;
    }

    /// <param name="mixture">[bands, frames] log10 mel of the mixture.</param>
    /// <param name="features">What made it.</param>
    /// <returns>[patches, classes]: the share of each kind in the patch's power, cells weighted by amplitude.</returns>
    public static float[] Heard(SceneClip clip, float[] mixture, SceneClipFeatures features, int patch)
    {
        var frames = LogMelSpectrogram.Frames(clip.Mixture.Length);
        var rows = mixture.Length / frames / patch;
        var (classes, columns) = (clip.Heard.Length, frames / patch);
        var shares = new float[rows * columns * classes];
        var weights = new float[rows * columns];
        for (var i = 0; i < mixture.Length; i++) weights[Patch(i)] += Amplitude(mixture[i]);
        foreach (var source in clip.Sources.Where(source => source.IsHeard))
        {
            var track = features.Spectrogram(source.Track!);
            for (var i = 0; i < mixture.Length; i++)
            {
                var ratio = Math.Min(1, MathF.Pow(10, track[i] - mixture[i]));
                shares[Patch(i) * classes + source.Kind.Index] += ratio * Amplitude(mixture[i]) / weights[Patch(i)];
            }
        }

        for (var i = 0; i < shares.Length; i++) shares[i] = Math.Min(1, shares[i]);
        return shares;

        int Patch(int cell) => cell / frames / patch * columns + cell % frames / patch;

        static float Amplitude(float level) => MathF.Pow(10, level / 2);
    }
}
