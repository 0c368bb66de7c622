using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Indexing;
using DeepAvFusion.Training.Metrics.Localisation;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Evaluation;

/// <summary>Judges a segmentation model by where people agree that something sounds (Flickr-SoundNet).</summary>
public static class LocalisationEvaluation
{
    /// <param name="model">Of one channel.</param>
    /// <param name="data">Maps are the consensus on [224, 224] pixels.</param>
    /// <returns>
    /// Fractions: ciou50 and ciou_auc with half of the pixels marked, as published numbers are; ciou50_mask and ciou_auc_mask with the mask that the
    /// model itself would show, which are not comparable with them.
    /// </returns>
    public static IReadOnlyDictionary<string, double> Run(SegmentationModel model, SampleLoader data, Device device, CancellationToken cancellation)
    {
        var (half, mask) = (new ConsensusMetrics(), new ConsensusMetrics());
        model.eval();
        foreach (var batch in data.Read(0, 0, cancellation))
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var config = model.Encoder.Config;
            var logits = model.forward(image: Recipes.Inputs.Image(batch, config, device), audio: Recipes.Inputs.Audio(batch, config, device));
            if (logits.shape[^1] != FlickrSoundNetIndex.Side)
                logits = nn.functional.interpolate(logits, size: [FlickrSoundNetIndex.Side, FlickrSoundNetIndex.Side], mode: InterpolationMode.Bilinear);
            var numbers = logits.ToNumbers();
            var size = numbers.Length / batch.Count;
            for (var i = 0; i < batch.Count; i++)
            {
                var map = numbers.AsSpan(i * size, size);
                half.AddHalf(map, batch.Samples[i].Map);
                mask.Add(map, batch.Samples[i].Map, threshold: 0);             // probability one half
            }
        }

        return new Dictionary<string, double>
        {
            ["ciou50"] = half.Success(0.5), ["ciou_auc"] = half.Area(), ["ciou50_mask"] = mask.Success(0.5), ["ciou_auc_mask"] = mask.Area(),
        };
    }
}
