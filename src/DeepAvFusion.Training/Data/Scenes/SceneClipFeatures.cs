using DeepAvFusion.Model.Features;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Training.Data.Scenes;

/// <summary>Network inputs and targets out of windows of the synthetic world. Safe from several threads.</summary>
public sealed class SceneClipFeatures
{
    private readonly ImageTransform _image;
    private readonly int _bands;
    private readonly int _frames;

    /// <exception cref="Core.UserErrorException">The encoder's picture is not square.</exception>
    public SceneClipFeatures(EncoderConfig encoder)
    {
        if (encoder.Image.Input.Width != encoder.Image.Input.Height)
            throw new Core.UserErrorException($"Scenes give square pictures; the encoder wants {encoder.Image.Input}.");
        (_image, _bands, _frames) = (new ImageTransform(encoder.Image.Input.Width), encoder.Audio.Input.Height, encoder.Audio.Input.Width);
    }

    /// <summary>Numbers of a spectrogram.</summary>
    public int Cells => _bands * _frames;

    /// <summary>Scenes whose picture and length are what an encoder takes in.</summary>
    public static SceneSettings Fitting(EncoderConfig encoder, SceneSettings settings) => settings with
    {
        PictureWidth = encoder.Image.Input.Width,
        PictureHeight = encoder.Image.Input.Height,
        Duration = TimeSpan.FromSeconds((double)encoder.Audio.Input.Width * AudioFormat.Hop / Core.AudioClock.Rate),
    };

    /// <returns>[bands, frames] log10 mel</returns>
    public float[] Spectrogram(float[] waveform) => LogMelSpectrogram.Of(waveform, _bands);

    /// <returns>[bands, frames] mel power</returns>
    public float[] Power(float[] waveform) => Array.ConvertAll(Spectrogram(waveform), level => Math.Max(0, MathF.Pow(10, level) - LogMelSpectrogram.Floor));

    /// <returns>[3, size, size]</returns>
    public float[] Picture(SceneClip clip) => Picture(clip, PixelBox.Whole(clip.Width, clip.Height));

    /// <summary>A part of the picture, resized to all of the input.</summary>
    /// <returns>[3, size, size]</returns>
    public float[] Picture(SceneClip clip, PixelBox box)
    {
        var picture = new float[_image.Length];
        _image.Crop(clip.Rgb, clip.Width, clip.Height, box, flip: false, picture);
        return picture;
    }

    /// <summary>The part of the picture around a thing, and its sound; a silent thing has none.</summary>
    /// <param name="margin">Added on each side, as a share of the box.</param>
    public SeparationTask Task(SceneClip clip, SceneSource source, double margin)
    {
        var box = Box(clip, source, margin);
        return Task(clip, box, source.Track ?? new float[clip.Mixture.Length]);
    }

    /// <summary>The whole picture, and every sound that is not noise.</summary>
    public SeparationTask WholeTask(SceneClip clip)
    {
        var all = new float[clip.Mixture.Length];
        Waveforms.Subtract(clip.Mixture, clip.Noise, all);
        return Task(clip, PixelBox.Whole(clip.Width, clip.Height), all);
    }

    /// <summary>The box of what is seen of a thing, with a margin.</summary>
    public static PixelBox Box(SceneClip clip, SceneSource source, double margin)
    {
        var (left, top, right, bottom) = (clip.Width, clip.Height, -1, -1);
        for (var i = 0; i < clip.Owners.Length; i++)
        {
            if (clip.Owners[i] != source.Number) continue;
            var (x, y) = (i % clip.Width, i / clip.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        }

        if (right < 0) return PixelBox.Whole(clip.Width, clip.Height);
        var (dx, dy) = ((int)(margin * (right - left + 1)), (int)(margin * (bottom - top + 1)));
        (left, top, right, bottom) = (Math.Max(0, left - dx), Math.Max(0, top - dy), Math.Min(clip.Width - 1, right + dx), Math.Min(clip.Height - 1, bottom + dy));
        return new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }

    private SeparationTask Task(SceneClip clip, PixelBox box, float[] track)
    {
        var rest = new float[clip.Mixture.Length];
        Waveforms.Subtract(clip.Mixture, track, rest);
        return new SeparationTask(Picture(clip, box), Spectrogram(track), Spectrogram(rest), SeenIn(clip, box));
    }

    /// <summary>Classes of which a noticeable part lies in a box.</summary>
    public static float[] SeenIn(SceneClip clip, PixelBox box)
    {
        var inside = new int[256];
        for (var y = box.Top; y < box.Top + box.Height; y++)
            for (var x = box.Left; x < box.Left + box.Width; x++) inside[clip.Owners[y * clip.Width + x]]++;
        var seen = new float[clip.Seen.Length];
        foreach (var source in clip.Sources)
            if (source.IsSeen && 2 * inside[source.Number] >= source.Pixels && inside[source.Number] > 0) seen[source.Kind.Index] = 1;
        return seen;
    }
}
