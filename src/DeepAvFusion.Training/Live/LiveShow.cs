using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Media.Writers;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Training.Evaluation.Pictures;

namespace DeepAvFusion.Training.Live;

/// <summary>Lets people see and hear what was judged: a thing's sound as it was told beside the truth and the mixture, and its place.</summary>
internal static class LiveShow
{
    private const int Bands = 128;

    /// <summary>Writes NAME-LABEL-mixture.wav, -truth.wav, -told.wav and .png.</summary>
    /// <param name="answer">With its pictures.</param>
    /// <exception cref="UserErrorException">The folder cannot be written.</exception>
    public static void Write(string folder, string name, LiveClip clip, LiveAnswer answer, JudgedObject one, LabelFont font)
    {
        var (truth, stem) = (clip.Truth, $"{name}-{one.Label}");
        var thing = truth.Things.First(thing => thing.Number == one.Number);
        var told = one.Region is { } id ? answer.Tracks.GetValueOrDefault(TrackId.OfRegion(id)) : null;
        try
        {
            Directory.CreateDirectory(folder);
            WavFile.Write(Path.Combine(folder, stem + "-mixture.wav"), truth.Mixture);
            WavFile.Write(Path.Combine(folder, stem + "-truth.wav"), thing.Track);
            WavFile.Write(Path.Combine(folder, stem + "-told.wav"), told ?? new float[truth.Mixture.Length]);
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new UserErrorException($"Sounds cannot be written into '{folder}': {FileFault.Text(trouble)}", trouble);
        }

        EvaluationSheet.Write(folder, stem, Sheet(clip, answer, one, thing, told, font));
    }

    private static EvaluationSheet Sheet(LiveClip clip, LiveAnswer answer, JudgedObject one, TrueThing thing, float[]? told, LabelFont font)
    {
        var truth = clip.Truth;
        var (window, picture) = answer.Windows.Zip(answer.Pictures).MaxBy(pair => thing.HeardWithin(Tenth(pair.First.Start), Tenth(pair.First.End)));
        var (first, samples) = ((int)window.Start.ToSample(AudioClock.Rate), (int)((window.End - window.Start).TotalSeconds * AudioClock.Rate));
        var frames = LogMelSpectrogram.Frames(samples);
        var scale = EvaluationSheet.Enlarged(picture.Height);
        var cell = Math.Max(picture.Width * scale, frames * EvaluationSheet.Scale);
        var row = picture.Height * scale + EvaluationSheet.Caption;
        var sheet = new EvaluationSheet(columns: 3, cell, row + Bands * EvaluationSheet.Scale + EvaluationSheet.Caption, font);
        var rgb = picture.Rgb.Span.ToArray();
        var owners = truth.Owners[Math.Clamp(Tenth(window.Centre), 0, truth.Tenths - 1)];
        var region = Enumerable.Range(0, window.Regions.Count).FirstOrDefault(i => window.Regions[i].Id == one.Region, -1);
        sheet.Picture(0, 0, scale, string.Create(CultureInfo.InvariantCulture, $"{clip.Name}, {window.Start.Seconds:0.0} s"), rgb, picture.Width, _ => false);
        sheet.Picture(1, 0, scale, $"truth: {one.Label}", rgb, picture.Width, pixel => owners[At(pixel, picture, truth.Width, truth.Height)] == one.Number);
        sheet.Picture(2, 0, scale, region >= 0 ? $"told: {window.Regions[region].Label}" : "told: nothing here", rgb, picture.Width,
            pixel => region >= 0 && window.Map is { } map && map.Region[At(pixel, picture, map.Width, map.Height)] == region + 1);
        sheet.Spectrogram(0, row, "mixture", Mel(truth.Mixture), Bands);
        sheet.Spectrogram(1, row, "truth", Mel(thing.Track), Bands);
        sheet.Spectrogram(2, row, told is null ? "told: no track" : string.Create(CultureInfo.InvariantCulture, $"told: {one.Gain:+0.0;-0.0} dB"), Mel(told ?? new float[truth.Mixture.Length]), Bands);
        return sheet;

        float[] Mel(float[] sound) => LogMelSpectrogram.Of(sound.AsSpan(Math.Min(first, Math.Max(0, sound.Length - samples)), Math.Min(samples, sound.Length)), Bands);
    }

    private static int Tenth(MediaTime time) => (int)(time.Seconds * LiveTruth.PerSecond);

    private static int At(int pixel, PictureFrame picture, int width, int height) =>
        (pixel / picture.Width * height / picture.Height * width) + (pixel % picture.Width * width / picture.Width);
}
