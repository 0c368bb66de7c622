namespace DeepAvFusion.Training.Data;

/// <summary>How samples are read ahead.</summary>
/// <param name="BatchSize">Samples of a batch.</param>
/// <param name="Seed">Decides order and random versions.</param>
/// <param name="Shuffle">Whether the order changes from epoch to epoch; evaluation keeps it, and keeps its last incomplete batch.</param>
/// <param name="Workers">Batches that are made at the same time.</param>
/// <param name="Prefetch">Most batches that lie ready.</param>
/// <param name="Substitute">Whether another sample takes the place of an unreadable one; else it is left out, as an evaluation should.</param>
/// <param name="MostBatches">Batches after which an epoch ends early; null for none.</param>
public sealed record LoaderSettings(int BatchSize, long Seed = 0, bool Shuffle = true, int Workers = 1, int Prefetch = 2, bool Substitute = true, int? MostBatches = null)
{
    public IEnumerable<string> Problems()
    {
        if (BatchSize < 1) yield return $"batch size {BatchSize} must be at least 1";
        if (MostBatches < 1) yield return $"an epoch of at most {MostBatches} batches must have at least 1";
        if (Workers < 1) yield return $"{Workers} workers must be at least 1";
        if (Prefetch < 1) yield return $"a prefetch of {Prefetch} batches must be at least 1";
    }
}
