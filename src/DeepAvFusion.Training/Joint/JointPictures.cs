using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Writers;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Scenes.Generate;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data.Scenes;
using DeepAvFusion.Training.Evaluation;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Joint;

/// <summary>Shows what a joint model makes of windows: masks over the picture beside the truth, and the spectrograms of mixture, truth and estimate.</summary>
public sealed class JointPictures
{
    private const int Scale = 2;
    private const int Caption = 22;
    private const double Margin = 0.15;
    private const float Floor = -7;                        // log10 mel of silence
    private readonly JointModel _model;
    private readonly Device _device;
    private readonly GlyphAtlas _glyphs;
    private readonly SceneClipFeatures _features;
    private readonly SceneSampler _sampler;

    /// <param name="seed">From <see cref="SceneSeeds"/>.</param>
    public JointPictures(JointModel model, Device device, GlyphAtlas glyphs, long seed)
    {
        var encoder = model.Config.Encoder;
        (_model, _device, _glyphs, _features) = (model, device, glyphs, new SceneClipFeatures(encoder));
        _sampler = new SceneSampler(SceneClipFeatures.Fitting(encoder, new SceneSettings { SilenceChance = 0, EmptyChance = 0 }), seed);
    }

    /// <summary>Writes one PNG a window.</summary>
    /// <exception cref="UserErrorException">The folder cannot be written.</exception>
    public void Write(string folder, int windows, CancellationToken cancellation)
    {
        _model.eval();
        try
        {
            Directory.CreateDirectory(folder);
            for (var i = 0; i < windows; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                Write(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"window-{i:000}.png")), _sampler.Sample(i));
            }
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"Pictures cannot be written into '{folder}': {trouble.Message}", trouble);
        }
    }

    private void Write(string path, SceneClip clip)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var mixture = SceneClipFeatures.Spectrogram(clip.Mixture);
        var map = _model.Encode([_features.Picture(clip)], [mixture], _device).Segment().ToNumbers();
        var sources = clip.Sources.Where(source => source is { IsSeen: true, IsHeard: true }).Take(2).ToArray();
        var (bands, frames) = (AudioFormat.MelBands, mixture.Length / AudioFormat.MelBands);
        var cell = Math.Max(clip.Width * Scale, frames * Scale);
        var (pictureRow, soundRow) = (clip.Height * Scale + Caption, bands * Scale + Caption);
        var (width, height) = (3 * cell, pictureRow + Math.Max(1, sources.Length) * soundRow);
        var pixels = new byte[width * height * 3];
        var canvas = new RgbCanvas(pixels, width, height);
        var heard = string.Join(", ", clip.Sources.Where(source => source.IsHeard).Select(source => source.Kind.Name + (source.IsSeen ? "" : " (off-screen)")));
        Picture(canvas, pixels, clip, 0, $"heard: {heard}", _ => false);
        Picture(canvas, pixels, clip, cell, "truth: what sounds", i => clip.Sounding[i] > 0);
        Picture(canvas, pixels, clip, 2 * cell, "estimate", i => map[i] > 0);
        for (var n = 0; n < sources.Length; n++)
        {
            var (top, source) = (pictureRow + n * soundRow, sources[n]);
            var crop = _features.Picture(clip, SceneClipFeatures.Box(clip, source, Margin));
            var share = _model.Encode([crop], [mixture], _device).Separate().sigmoid().ToNumbers();
            var estimate = mixture.Zip(share, (level, part) => Math.Max(Floor, level + MathF.Log10(part + 1e-6f))).ToArray();
            Sound(canvas, pixels, mixture, frames, 0, top, "mixture");
            Sound(canvas, pixels, SceneClipFeatures.Spectrogram(source.Track!), frames, cell, top, $"truth: {source.Kind.Name}");
            Sound(canvas, pixels, estimate, frames, 2 * cell, top, $"estimate: {source.Kind.Name}");
        }

        PngWriter.Write(path, width, height, 3, pixels);
    }

    private void Picture(RgbCanvas canvas, byte[] pixels, SceneClip clip, int left, string caption, Func<int, bool> isMarked)
    {
        canvas.Text(_glyphs, left + 4, 2, caption, Rgb.White);
        for (var y = 0; y < clip.Height * Scale; y++)
        {
            for (var x = 0; x < clip.Width * Scale; x++)
            {
                var from = y / Scale * clip.Width + x / Scale;
                var to = 3 * ((y + Caption) * canvas.Width + left + x);
                var marked = isMarked(from);
                pixels[to] = (byte)(marked ? (clip.Rgb[3 * from] + 255) / 2 : clip.Rgb[3 * from]);
                pixels[to + 1] = (byte)(marked ? (clip.Rgb[3 * from + 1] + 120) / 2 : clip.Rgb[3 * from + 1]);
                pixels[to + 2] = (byte)(marked ? clip.Rgb[3 * from + 2] / 2 : clip.Rgb[3 * from + 2]);
            }
        }
    }

    /// <summary>Low bands at the bottom, from black over violet to white.</summary>
    private void Sound(RgbCanvas canvas, byte[] pixels, float[] mel, int frames, int left, int top, string caption)
    {
        canvas.Text(_glyphs, left + 4, top + 2, caption, Rgb.White);
        for (var y = 0; y < AudioFormat.MelBands * Scale; y++)
        {
            for (var x = 0; x < frames * Scale; x++)
            {
                var level = Math.Clamp((mel[(AudioFormat.MelBands - 1 - y / Scale) * frames + x / Scale] - Floor) / 9, 0, 1);
                var to = 3 * ((top + Caption + y) * canvas.Width + left + x);
                pixels[to] = (byte)(255 * level);
                pixels[to + 1] = (byte)(255 * level * level * level);
                pixels[to + 2] = (byte)(255 * Math.Min(1, 0.15 + level * (1.2 - 0.4 * level)));
            }
        }
    }
}
