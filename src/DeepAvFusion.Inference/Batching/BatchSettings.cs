using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Inference.Batching;

/// <summary>How windows of many streams become batches.</summary>
/// <param name="Size">Most windows in one pass.</param>
/// <param name="Delay">How long an idle device waits for a batch to fill.</param>
/// <param name="PerStream">Windows of one live stream that may wait; a further one pushes out the stalest.</param>
public sealed record BatchSettings(int Size, TimeSpan Delay, int PerStream)
{
    public static BatchSettings From(SettingsReader reader) => new(
        reader.Count("size", 1, 256), reader.NotNegative("delay"), reader.Count("per-stream", 1, 1000));
}
