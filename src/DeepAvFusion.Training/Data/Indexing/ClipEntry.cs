namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>One video of a data set: usually one file, else several parts of which an epoch takes any.</summary>
/// <param name="Id">Id of the video.</param>
/// <param name="Files">Paths below the folder of clips, with forward slashes.</param>
/// <param name="Labels">Class numbers.</param>
public sealed record ClipEntry(string Id, IReadOnlyList<string> Files, IReadOnlyList<int> Labels);
