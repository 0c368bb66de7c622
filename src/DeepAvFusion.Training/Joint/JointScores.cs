using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DeepAvFusion.Training.Metrics.Segmentation;
using DeepAvFusion.Training.Metrics.Separation;

namespace DeepAvFusion.Training.Joint;

/// <summary>What a joint model achieves on windows nobody trained with.</summary>
/// <param name="Windows">Windows for recognition and segmentation.</param>
/// <param name="MeanPrecision">Mean average precision of what is heard, by the fusion stream; 0..1.</param>
/// <param name="MeanPrecisionAudio">The same by the audio stream.</param>
/// <param name="MeanPrecisionSeen">Mean average precision of what is seen, by the image stream.</param>
/// <param name="AvsBench">Segmentation by AVSBench's definition, windows in which nothing seen sounds included.</param>
/// <param name="SoundingIou">Mean intersection over union of windows in which something seen sounds.</param>
/// <param name="Original">Segmentation as the original evaluator measures it, not comparable with AVSBench papers.</param>
/// <param name="SilentThings">Silent things that were seen.</param>
/// <param name="SilentMasked">Share of them that is masked for the better part.</param>
/// <param name="Silences">Windows in which nothing sounds.</param>
/// <param name="SilencesKept">Share of them in which under 0.5 % of the picture is masked.</param>
/// <param name="SilentArea">Mean masked share of the picture in them.</param>
/// <param name="Pairs">Mixtures of two seen sources.</param>
/// <param name="Separated">Ratios of the separated sources.</param>
/// <param name="Mixture">Ratios of the untouched mixture.</param>
/// <param name="Oracle">Ratios of the ideal ratio mask, which no model can pass by far.</param>
public sealed record JointScores(
    int Windows,
    double MeanPrecision,
    double MeanPrecisionAudio,
    double MeanPrecisionSeen,
    AvsBenchScores AvsBench,
    double SoundingIou,
    OriginalSegmentationScores Original,
    int SilentThings,
    double SilentMasked,
    int Silences,
    double SilencesKept,
    double SilentArea,
    int Pairs,
    SeparationScores Separated,
    SeparationScores Mixture,
    SeparationScores Oracle)
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>How far separation is above doing nothing, dB.</summary>
    public double SdrGain => Separated.Sdr - Mixture.Sdr;

    /// <summary>The numbers by short names, the first being what the best checkpoint is chosen by.</summary>
    public IReadOnlyDictionary<string, double> ToMeasures()
    {
        var measures = new Dictionary<string, double>
        {
            ["score"] = Known(MeanPrecision) + Known(SoundingIou) + Known(SdrGain) / 10 + Known(SilencesKept) - Known(SilentMasked),
            ["map"] = MeanPrecision, ["map_audio"] = MeanPrecisionAudio, ["map_seen"] = MeanPrecisionSeen,
            ["miou_avsbench"] = AvsBench.MeanIou, ["miou_sounding"] = SoundingIou, ["silent_masked"] = SilentMasked,
            ["silences_kept"] = SilencesKept, ["sdr"] = Separated.Sdr, ["sdr_gain"] = SdrGain,
            ["sdr_mixture"] = Mixture.Sdr, ["sdr_oracle"] = Oracle.Sdr, ["sir"] = Separated.Sir, ["sar"] = Separated.Sar, ["f_avsbench"] = AvsBench.F,
        };
        return measures;
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>A table for people.</summary>
    public override string ToString() => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"held-out windows            {Windows}\n")
        .Append(CultureInfo.InvariantCulture, $"mAP heard (fusion, audio)   {MeanPrecision:0.000}  {MeanPrecisionAudio:0.000}\n")
        .Append(CultureInfo.InvariantCulture, $"mAP seen (image)            {MeanPrecisionSeen:0.000}\n")
        .Append(CultureInfo.InvariantCulture, $"mIoU, F (AVSBench)          {AvsBench.MeanIou:0.000}  {AvsBench.F:0.000}\n")
        .Append(CultureInfo.InvariantCulture, $"mIoU where something sounds {SoundingIou:0.000}\n")
        .Append(CultureInfo.InvariantCulture, $"mIoU, F (original)          {Original.Iou.All:0.000}  {Original.F.All:0.000}\n")
        .Append(CultureInfo.InvariantCulture, $"silent things masked        {SilentMasked:0.0 %} of {SilentThings}\n")
        .Append(CultureInfo.InvariantCulture, $"silences kept unmasked      {SilencesKept:0.0 %} of {Silences}, {SilentArea:0.00 %} masked on average\n")
        .Append(CultureInfo.InvariantCulture, $"SDR of {Pairs} pairs, dB         {Separated.Sdr:0.00}, mixture {Mixture.Sdr:0.00} ({SdrGain:+0.00;-0.00}), ideal mask {Oracle.Sdr:0.00}\n")
        .Append(CultureInfo.InvariantCulture, $"SIR, SAR, dB                {Separated.Sir:0.00}  {Separated.Sar:0.00}").ToString();

    private static double Known(double value) => double.IsFinite(value) ? value : 0;
}
