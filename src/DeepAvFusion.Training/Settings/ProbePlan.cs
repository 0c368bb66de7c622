using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Training.Settings;

/// <summary>What the nearest-neighbour probe of pre-training looks at.</summary>
/// <param name="Data">Its data, which follow those of training where nothing else is said.</param>
/// <param name="BatchSize">Samples of a batch.</param>
/// <param name="IsChosen">Whether the data were chosen for the probe.</param>
public sealed record ProbePlan(DataPlan Data, int BatchSize, bool IsChosen)
{
    private const int Share = 4;                           // of the training batch, as published

    internal static ProbePlan From(SettingsReader probe, DataPlan data, int trainingBatch)
    {
        var (dataset, path) = (probe.OptionalText("dataset"), probe.OptionalText("data_path"));
        var own = data with
        {
            Dataset = dataset is null ? data.Dataset : DataPlan.DatasetFrom(probe, dataset),
            Path = path ?? (dataset is null || dataset == data.Dataset ? data.Path : ""),
        };
        if (dataset is not null && !own.IsScenes && own.Path.Length == 0) probe.Problem("data_path", $"is empty; it must be the folder of {own.Dataset}");
        return new ProbePlan(own, probe.OptionalCount("batch_size") ?? Math.Max(1, trainingBatch / Share), (dataset ?? path) is not null);
    }
}
