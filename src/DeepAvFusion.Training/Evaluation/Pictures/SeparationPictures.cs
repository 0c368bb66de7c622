using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Training.Data;

namespace DeepAvFusion.Training.Evaluation.Pictures;

/// <summary>Shows separations: a row for each source of a pair, of its picture and the spectrograms of mixture, truth and estimate.</summary>
internal static class SeparationPictures
{
    /// <summary>Writes pair-NNN.png of the first pairs.</summary>
    /// <exception cref="Core.UserErrorException">The folder cannot be written.</exception>
    public static void Write(SeparationEvaluation evaluation, SampleLoader data, string folder, int pairs, LabelFont font, CancellationToken cancellation) =>
        EvaluationSheet.WriteAll(folder, "pair", data.Read(0, 0, cancellation)
            .SelectMany(batch => batch.Samples.Zip(evaluation.Separate(batch))).Take(pairs).Select(one => Sheet(one.First, one.Second, font)));

    private static EvaluationSheet Sheet(AvSample sample, float[][] estimates, LabelFont font)
    {
        var sources = sample.Pair!.Sources;
        var side = (int)Math.Sqrt(sample.Image.Length / 3);
        var frames = LogMelSpectrogram.Frames(sample.Pair.Mixture.Length);
        var bands = sample.Audio.Length / frames;
        var scale = EvaluationSheet.Enlarged(side);
        var cell = Math.Max(side * scale, frames * EvaluationSheet.Scale);
        var row = EvaluationSheet.Caption + Math.Max(side * scale, bands * EvaluationSheet.Scale);
        var sheet = new EvaluationSheet(columns: 4, cell, sources.Count * row, font);
        for (var k = 0; k < sources.Count; k++)
        {
            var top = k * row;
            sheet.Picture(0, top, scale, sources[k].Name, EvaluationSheet.Colours(sources[k].Image), side, _ => false);
            sheet.Spectrogram(1, top, "mixture", sample.Audio, bands);
            sheet.Spectrogram(2, top, "truth", LogMelSpectrogram.Of(sources[k].Sound, bands), bands);
            sheet.Spectrogram(3, top, "estimate", LogMelSpectrogram.Of(estimates[k], bands), bands);
        }

        return sheet;
    }
}
