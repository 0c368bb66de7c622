using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Inference;

/// <summary>Turns windows into the network's inputs. What a window lacks, picture or sound, is the input's zero: mid-grey or silence.</summary>
internal sealed class FeatureBatch
{
    private readonly ImageTransform _image;
    private readonly int _cells;
    private readonly int _samples;

    /// <exception cref="UserErrorException">The encoder's inputs are not those the front end makes.</exception>
    public FeatureBatch(EncoderConfig encoder)
    {
        if (encoder.Image.Input.Height != encoder.Image.Input.Width)
            throw new UserErrorException($"The model wants pictures of {encoder.Image.Input.Width}x{encoder.Image.Input.Height}; the analyzer makes square ones.");
        if (encoder.Audio.Input.Height != AudioFormat.MelBands)
            throw new UserErrorException($"The model wants {encoder.Audio.Input.Height} mel bands; the analyzer makes {AudioFormat.MelBands}.");
        _image = new ImageTransform(encoder.Image.Input.Width);
        _cells = encoder.Audio.Input.Height * encoder.Audio.Input.Width;
        _samples = encoder.Audio.Input.Width * AudioFormat.Hop;
    }

    /// <returns>Images [n, 3, size, size] and spectrograms [n, 1, bands, frames].</returns>
    public (float[] Images, float[] Spectrograms) Of(IReadOnlyList<AvWindow> windows)
    {
        var images = new float[windows.Count * _image.Length];
        var spectrograms = new float[windows.Count * _cells];
        for (var i = 0; i < windows.Count; i++)
        {
            if (windows[i].Picture is { } picture)
                _image.Stretch(picture.Rgb.Span, picture.Width, picture.Height, images.AsSpan(i * _image.Length, _image.Length));
            Spectrogram(windows[i], spectrograms.AsSpan(i * _cells, _cells));
        }
        return (images, spectrograms);
    }

    /// <summary>One sample a crop: the box of its window's picture, with that window's spectrogram.</summary>
    public (float[] Images, float[] Spectrograms) Of(IReadOnlyList<AvWindow> windows, IReadOnlyList<(int Window, PictureBox Box)> crops, ReadOnlySpan<float> spectrograms)
    {
        var images = new float[crops.Count * _image.Length];
        var sounds = new float[crops.Count * _cells];
        for (var i = 0; i < crops.Count; i++)
        {
            var picture = windows[crops[i].Window].Picture!;
            _image.Crop(picture.Rgb.Span, picture.Width, picture.Height, Pixels(crops[i].Box, picture), flip: false, images.AsSpan(i * _image.Length, _image.Length));
            spectrograms.Slice(crops[i].Window * _cells, _cells).CopyTo(sounds.AsSpan(i * _cells, _cells));
        }
        return (images, sounds);
    }

    private void Spectrogram(AvWindow window, Span<float> destination)
    {
        if (window.Samples.Length == _samples)
        {
            LogMelSpectrogram.Compute(window.Samples.Span, destination);
            return;
        }
        var extended = new float[_samples];
        Waveforms.Extend(window.Samples.Span, extended);
        LogMelSpectrogram.Compute(extended, destination);
    }

    private static PixelBox Pixels(PictureBox box, PictureFrame picture)
    {
        var left = Math.Clamp((int)Math.Floor(box.X * picture.Width), 0, picture.Width - 1);
        var top = Math.Clamp((int)Math.Floor(box.Y * picture.Height), 0, picture.Height - 1);
        return new PixelBox(left, top, Math.Clamp((int)Math.Ceiling(box.Width * picture.Width), 1, picture.Width - left),
            Math.Clamp((int)Math.Ceiling(box.Height * picture.Height), 1, picture.Height - top));
    }
}
