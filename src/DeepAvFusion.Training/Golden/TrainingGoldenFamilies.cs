using DeepAvFusion.Model.Golden;

namespace DeepAvFusion.Training.Golden;

/// <summary>Comparisons of what training needs with recorded results of the original; for <see cref="GoldenRunner"/>.</summary>
public static class TrainingGoldenFamilies
{
    /// <summary>Metrics and schedules, one optimiser run, and indexing of data sets.</summary>
    public static IReadOnlyList<GoldenKind> All { get; } =
    [
        new("10_metrics_bss", SeparationMetricFamily.Run),
        new("10_metrics_classification", ClassificationMetricFamily.Run),
        new("10_metrics_nn_probe", ProbeMetricFamily.Run),
        new("10_metrics_segmentation", SegmentationMetricFamily.Run),
        new("11_lr_schedule", ScheduleFamily.Run),
        new("14_overfit_curve", TrajectoryFamily.Run),
        new("16_dataset_indexing", IndexingFamily.Run),
    ];
}
