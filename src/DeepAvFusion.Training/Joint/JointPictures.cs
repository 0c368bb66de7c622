using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data.Scenes;
using DeepAvFusion.Training.Evaluation;
using DeepAvFusion.Training.Evaluation.Pictures;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Joint;

/// <summary>Shows what a joint model makes of windows: masks over the picture beside the truth, and the spectrograms of mixture, truth and estimate.</summary>
public sealed class JointPictures
{
    private const double Margin = 0.15;
    private const float Floor = -7;                        // log10 mel of silence
    private readonly JointModel _model;
    private readonly Device _device;
    private readonly LabelFont _font;
    private readonly SceneClipFeatures _features;
    private readonly SceneSampler _sampler;

    /// <param name="seed">From <see cref="SceneSeeds"/>.</param>
    public JointPictures(JointModel model, Device device, LabelFont font, long seed)
    {
        var encoder = model.Config.Encoder;
        (_model, _device, _font, _features) = (model, device, font, new SceneClipFeatures(encoder));
        _sampler = new SceneSampler(SceneClipFeatures.Fitting(encoder, new SceneSettings { SilenceChance = 0, EmptyChance = 0 }), seed);
    }

    /// <summary>Writes one PNG a window.</summary>
    /// <exception cref="Core.UserErrorException">The folder cannot be written.</exception>
    public void Write(string folder, int windows, CancellationToken cancellation)
    {
        _model.eval();
        EvaluationSheet.WriteAll(folder, "window", Enumerable.Range(0, windows).Select(i =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Sheet(_sampler.Sample(i));
        }));
    }

    private EvaluationSheet Sheet(SceneClip clip)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var mixture = _features.Spectrogram(clip.Mixture);
        using var whole = _model.Encode([_features.Picture(clip)], [mixture], _device);
        var map = whole.Segment().ToNumbers();
        var sources = clip.Sources.Where(source => source is { IsSeen: true, IsHeard: true }).Take(2).ToArray();
        var frames = LogMelSpectrogram.Frames(clip.Mixture.Length);
        var bands = mixture.Length / frames;
        var scale = EvaluationSheet.Enlarged(clip.Height);
        var cell = Math.Max(clip.Width * scale, frames * EvaluationSheet.Scale);
        var (pictureRow, soundRow) = (clip.Height * scale + EvaluationSheet.Caption, bands * EvaluationSheet.Scale + EvaluationSheet.Caption);
        var sheet = new EvaluationSheet(columns: 3, cell, pictureRow + Math.Max(1, sources.Length) * soundRow, _font);
        var heard = string.Join(", ", clip.Sources.Where(source => source.IsHeard).Select(source => source.Kind.Name + (source.IsSeen ? "" : " (off-screen)")));
        sheet.Picture(0, 0, scale, $"heard: {heard}", clip.Rgb, clip.Width, _ => false);
        sheet.Picture(1, 0, scale, "truth: what sounds", clip.Rgb, clip.Width, i => clip.Sounding[i] > 0);
        sheet.Picture(2, 0, scale, "estimate", clip.Rgb, clip.Width, i => map[i] > 0);
        var shares = sources.Length > 0 ? JointShares.Of(_model, _features, clip, sources, Margin, _device) : [];
        for (var n = 0; n < sources.Length; n++)
        {
            var (top, source) = (pictureRow + n * soundRow, sources[n]);
            var estimate = mixture.Zip(shares.AsSpan(n * mixture.Length, mixture.Length).ToArray(), (level, part) => Math.Max(Floor, level + MathF.Log10(part + 1e-6f))).ToArray();
            sheet.Spectrogram(0, top, "mixture", mixture, bands);
            sheet.Spectrogram(1, top, $"truth: {source.Kind.Name}", _features.Spectrogram(source.Track!), bands);
            sheet.Spectrogram(2, top, $"estimate: {source.Kind.Name}", estimate, bands);
        }

        return sheet;
    }
}
