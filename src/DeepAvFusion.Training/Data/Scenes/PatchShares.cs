using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Training.Data.Scenes;

/// <summary>What lies in each patch of a picture of the synthetic world.</summary>
internal static class PatchShares
{
    /// <param name="owners">[size, size], the number of the thing seen at each pixel or 0.</param>
    /// <returns>[patches, 2 classes]: the share of the patch that shows each kind, then the share that shows it while it sounds.</returns>
    public static float[] Of(SceneClip clip, byte[] owners, int size, int patch)
    {
        var (classes, columns) = (clip.Seen.Length, size / patch);
        var shares = new float[columns * columns * 2 * classes];
        var (kinds, sounds) = (new int[256], new bool[256]);
        foreach (var source in clip.Sources)
            if (source.IsSeen) (kinds[source.Number], sounds[source.Number]) = (source.Kind.Index, source.IsHeard);
        for (var i = 0; i < owners.Length; i++)
        {
            if (owners[i] == 0) continue;
            var (row, column) = (i / size / patch, i % size / patch);
            var at = (row * columns + column) * 2 * classes + kinds[owners[i]];
            shares[at] += 1f / (patch * patch);
            if (sounds[owners[i]]) shares[at + classes] += 1f / (patch * patch);
        }

        return shares;
    }
}
