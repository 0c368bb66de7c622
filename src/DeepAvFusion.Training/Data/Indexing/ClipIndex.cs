namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>Which clips a part of a data set consists of.</summary>
/// <param name="Clips">In the order of the lists that name them.</param>
/// <param name="Folder">Where the clips' paths begin.</param>
/// <param name="ClassNames">By class number.</param>
/// <param name="IsMultiLabel">Whether a clip may have several labels.</param>
/// <param name="Missing">Clips that are listed and not there.</param>
public sealed record ClipIndex(IReadOnlyList<ClipEntry> Clips, string Folder, IReadOnlyList<string> ClassNames, bool IsMultiLabel, int Missing)
{
    /// <summary>Whether a sample is any clip of a class that is drawn, all classes equally often, rather than a certain clip (audioset-bal).</summary>
    public bool DrawsClasses { get; init; }

    /// <summary>How often each entry comes in an epoch, so that entries of several files are seen whole.</summary>
    public int Repeat => Clips.Count == 0 ? 1 : (Clips.Sum(clip => clip.Files.Count) + Clips.Count - 1) / Clips.Count;

    /// <summary>Share of each class among all labels of all clips.</summary>
    public float[] ClassShares()
    {
        var shares = new float[ClassNames.Count];
        foreach (var label in Clips.SelectMany(clip => clip.Labels)) shares[label]++;
        var all = shares.Sum();
        return all == 0 ? shares : Array.ConvertAll(shares, count => count / all);
    }
}
