using DeepAvFusion.Media.Writers;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Training.Data;

namespace DeepAvFusion.Training.Evaluation.Pictures;

/// <summary>Shows separations: a row for each source of a pair, of its picture and the spectrograms of mixture, truth and estimate.</summary>
internal static class SeparationPictures
{
    private const int Scale = 2;

    /// <summary>Writes pair-NNN.png of the first pairs.</summary>
    /// <exception cref="Core.UserErrorException">The folder cannot be written.</exception>
    public static void Write(SeparationEvaluation evaluation, SampleLoader data, string folder, int pairs, GlyphAtlas glyphs, CancellationToken cancellation) =>
        EvaluationSheet.WriteAll(folder, "pair", data.Read(0, 0, cancellation)
            .SelectMany(batch => batch.Samples.Zip(evaluation.Separate(batch))).Take(pairs).Select(one => Sheet(one.First, one.Second, glyphs)));

    private static EvaluationSheet Sheet(AvSample sample, float[][] estimates, GlyphAtlas glyphs)
    {
        var sources = sample.Pair!.Sources;
        var side = (int)Math.Sqrt(sample.Image.Length / 3);
        var frames = LogMelSpectrogram.Frames(sample.Pair.Mixture.Length);
        var (bands, cell) = (sample.Audio.Length / frames, frames * Scale);
        var (first, row) = (Math.Max(side, cell), EvaluationSheet.Caption + Math.Max(side, bands * Scale));
        var sheet = new EvaluationSheet(first + 3 * cell, sources.Count * row, glyphs);
        for (var k = 0; k < sources.Count; k++)
        {
            var top = k * row;
            sheet.Picture(0, top, 1, sources[k].Name, EvaluationSheet.Colours(sources[k].Image), side, _ => false);
            sheet.Spectrogram(first, top, Scale, "mixture", sample.Audio, bands);
            sheet.Spectrogram(first + cell, top, Scale, "truth", LogMelSpectrogram.Of(sources[k].Sound, bands), bands);
            sheet.Spectrogram(first + 2 * cell, top, Scale, "estimate", LogMelSpectrogram.Of(estimates[k], bands), bands);
        }

        return sheet;
    }
}
