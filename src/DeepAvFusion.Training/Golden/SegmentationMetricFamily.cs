using DeepAvFusion.Model.Golden;
using DeepAvFusion.Training.Metrics.Segmentation;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Golden;

/// <summary>Segmentation as the original evaluator measures it.</summary>
internal static class SegmentationMetricFamily
{
    public static void Run(GoldenSession session)
    {
        var channels = GoldenConfig.Number(session.Case.Config, "num_classes");
        var metrics = new OriginalSegmentationMetrics(channels);
        for (var batch = 0; session.Case.HasInput($"logits_{batch}"); batch++)
        {
            var (logits, target) = (session.Case.Input($"logits_{batch}"), session.Case.Input($"gt_{batch}"));
            var labels = target.Integers ?? Array.ConvertAll(target.Floats!, label => (long)label);
            var plane = (int)(target.Shape[1] * target.Shape[2]);
            for (var frame = 0; frame < target.Shape[0]; frame++)
                metrics.Add(logits.Floats.AsSpan(frame * channels * plane, channels * plane), labels.AsSpan(frame * plane, plane));
        }

        session.Expect("iou_frames", tensor(metrics.IouOfFrames()));
        session.Expect("fscore_frames", tensor(metrics.FOfFrames()));
        session.Expect("class_seen_frames", tensor(metrics.SeenInFrames()));
        var scores = metrics.Scores();
        foreach (var (name, mean) in new[] { ("miou", scores.Iou), ("precision", scores.Precision), ("recall", scores.Recall), ("fscore", scores.F) })
        {
            session.ExpectScalar(name, mean.All);
            session.ExpectScalar($"{name}_noBg", mean.WithoutFirst);
        }
    }
}
