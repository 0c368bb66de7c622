namespace DeepAvFusion.Training.Data;

/// <summary>What a loader has done so far.</summary>
/// <param name="Samples">Samples handed out.</param>
/// <param name="Skipped">Samples that could not be read.</param>
/// <param name="LastTrouble">Why the last of them could not.</param>
/// <param name="Waited">How long training waited for data.</param>
/// <param name="Working">How long workers took to make what was handed out.</param>
public sealed record LoaderReport(long Samples, long Skipped, string? LastTrouble, TimeSpan Waited, TimeSpan Working)
{
    /// <summary>Samples a second that one worker makes.</summary>
    public double SamplesPerWorkerSecond => Working > TimeSpan.Zero ? Samples / Working.TotalSeconds : 0;
}
