using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Metrics.Segmentation;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Evaluation;

/// <summary>Judges a segmentation model, by the original evaluator's definition and, for one channel, by AVSBench's too.</summary>
public static class SegmentationEvaluation
{
    /// <param name="data">In order; each sample counts as a clip of its own.</param>
    /// <returns>Fractions: miou_avsbench and f_avsbench for one channel, and miou_original, miou_original_nobg, f_original, f_original_nobg.</returns>
    public static IReadOnlyDictionary<string, double> Run(SegmentationModel model, SampleLoader data, Device device, CancellationToken cancellation)
    {
        var channels = model.Head.Classes;
        var (original, avsBench) = (new OriginalSegmentationMetrics(channels), new AvsBenchMetrics());
        model.eval();
        foreach (var batch in data.Read(0, 0, cancellation))
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var config = model.Encoder.Config;
            var logits = model.forward(image: Recipes.Inputs.Image(batch, config, device), audio: Recipes.Inputs.Audio(batch, config, device));
            var numbers = logits.ToNumbers();
            var size = numbers.Length / batch.Count;
            for (var i = 0; i < batch.Count; i++)
            {
                var frame = numbers.AsSpan(i * size, size);
                var map = batch.Samples[i].Map ?? [];
                original.Add(frame, Array.ConvertAll(map, value => (long)value));
                if (channels > 1) continue;
                avsBench.Add(frame, Array.ConvertAll(map, value => value > 0));
                avsBench.EndClip();
            }
        }

        var measures = new Dictionary<string, double>();
        if (channels == 1) (measures["miou_avsbench"], measures["f_avsbench"]) = (avsBench.Scores().MeanIou, avsBench.Scores().F);
        var scores = original.Scores();
        (measures["miou_original"], measures["miou_original_nobg"]) = (scores.Iou.All, scores.Iou.WithoutFirst);
        (measures["f_original"], measures["f_original_nobg"]) = (scores.F.All, scores.F.WithoutFirst);
        return measures;
    }
}
