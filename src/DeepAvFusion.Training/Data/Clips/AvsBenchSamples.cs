using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Stills;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Data.Clips;

/// <summary>Frames of AVSBench with their maps and the sound around them: a random frame of a clip in training, every frame for evaluation.</summary>
public sealed class AvsBenchSamples : ISampleSource
{
    private const double Jitter = 0.33;                                        // share of a window that its centre may lie off the frame
    private readonly AvsBenchIndex _index;
    private readonly string _root;
    private readonly bool _isTraining;
    private readonly double _smallestCrop;
    private readonly int _samples;
    private readonly int _bands;
    private readonly ImageTransform _image;
    private readonly IReadOnlyList<(AvsBenchClip Clip, int? Frame)> _entries;

    /// <param name="root">The data set's folder.</param>
    /// <param name="training">Random frames, windows, crops and flips; else every frame, centred.</param>
    /// <param name="size">Side of the picture.</param>
    /// <param name="samples">Samples of the sound.</param>
    /// <param name="smallestCrop">Smallest share of the picture in training (data.crop_min).</param>
    /// <param name="bands">Mel bands of the spectrogram.</param>
    public AvsBenchSamples(
        AvsBenchIndex index, string root, bool training, int size, int samples = AudioFormat.WindowSamples, double smallestCrop = RandomCrop.PublishedMinimum,
        int bands = AudioFormat.MelBands)
    {
        (_index, _root, _isTraining, _samples, _smallestCrop, _bands, _image) = (index, root, training, samples, smallestCrop, bands, new ImageTransform(size));
        _entries = training
            ? [.. Enumerable.Range(0, index.Repeat).SelectMany(_ => index.Clips).Select(clip => (clip, (int?)null))]
            : [.. index.Clips.SelectMany(clip => Enumerable.Range(0, Frames(clip)).Select(frame => (clip, (int?)frame)))];
    }

    public int Count => _entries.Count;

    public string Name(int index) => _entries[index].Frame is { } frame ? $"{_entries[index].Clip.Folder} frame {frame}" : _entries[index].Clip.Folder;

    public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
    {
        try
        {
            return ReadAsync(_entries[index].Clip, _entries[index].Frame, draw.Random(), cancellation).GetAwaiter().GetResult();
        }
        catch (SourceException trouble)
        {
            throw new SampleException(trouble.Message, trouble);
        }
    }

    private async Task<AvSample> ReadAsync(AvsBenchClip clip, int? wanted, Random random, CancellationToken cancellation)
    {
        var folder = Path.Combine(_root, clip.Folder);
        var frames = Frames(clip);
        if (frames == 0) throw new SampleException($"'{folder}' has no labels_semantic/0.png");
        var frame = wanted ?? random.Next(frames);
        var colours = await StillFiles.ColoursAsync(Path.Combine(folder, "frames", $"{frame}.jpg"), cancellation).ConfigureAwait(false);
        var numbers = await StillFiles.NumbersAsync(Path.Combine(folder, "labels_semantic", $"{frame}.png"), cancellation).ConfigureAwait(false);
        if ((colours.Width, colours.Height) != (numbers.Width, numbers.Height))
            throw new SampleException($"frame {frame} of '{folder}' has {colours.Width} x {colours.Height} pixels, its map {numbers.Width} x {numbers.Height}");
        var sound = await StillFiles.SoundAsync(Path.Combine(folder, "audio.wav"), cancellation).ConfigureAwait(false);
        var (picture, map) = Transform(colours, Classes(numbers.Bytes, clip), random);
        if (sound.Length == 0) throw new SampleException($"'{folder}' has no sound");
        var centre = frame + 0.5 + (_isTraining ? Jitter * (2 * random.NextDouble() - 1) * _samples / AudioClock.Rate : 0);
        var window = Window(sound, centre);
        if (_isTraining) RandomVolume.Apply(window, random);
        return new AvSample($"{clip.Folder} frame {frame}", picture, LogMelSpectrogram.Of(window, _bands)) { Map = map };
    }

    /// <summary>Numbers that the clip's list names, 0 for all others; 0 or 1 where there is one channel.</summary>
    private byte[] Classes(byte[] numbers, AvsBenchClip clip) => Array.ConvertAll(numbers, value =>
        !_index.IsSemantic ? (byte)(value > 0 ? 1 : 0) : clip.Classes.Contains(value + 1) ? value : (byte)0);

    private (float[] Picture, float[] Map) Transform(StillPicture colours, byte[] classes, Random random)
    {
        var (width, height, size) = (colours.Width, colours.Height, _image.Size);
        var (picture, map) = (new float[_image.Length], new byte[size * size]);
        if (_isTraining)
        {
            var (box, flip) = (RandomCrop.Draw(width, height, _smallestCrop, random), random.Next(2) == 1);
            _image.Crop(colours.Bytes, width, height, box, flip, picture);
            LabelResampler.Resize<byte>(classes, width, height, box, size, size, PixelBox.Whole(size, size), flip, map);
        }
        else
        {
            var geometry = ImageGeometry.Centre(width, height, size, size);
            _image.Evaluate(colours.Bytes, width, height, size, picture);
            LabelResampler.Resize<byte>(classes, width, height, PixelBox.Whole(width, height), geometry.Width, geometry.Height, geometry.Crop, flip: false, map);
        }

        return (picture, Array.ConvertAll(map, value => (float)value));
    }

    /// <summary>The window around a time, moved inside the sound; a short one goes on backwards and forwards.</summary>
    private float[] Window(float[] sound, double centre) =>
        new DecodedClip([], sound).Sound((int)Math.Round(centre * AudioClock.Rate) - _samples / 2, _samples);

    /// <summary>Frames that have a map, one a second, counted from 0.</summary>
    private int Frames(AvsBenchClip clip)
    {
        var count = 0;
        while (File.Exists(Path.Combine(_root, clip.Folder, "labels_semantic", $"{count}.png"))) count++;
        return count;
    }
}
