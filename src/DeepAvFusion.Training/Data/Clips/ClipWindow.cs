using DeepAvFusion.Model.Features;

namespace DeepAvFusion.Training.Data.Clips;

/// <summary>Chooses the stretch of a clip that becomes a sample, and turns it into network inputs.</summary>
/// <param name="training">Random place, picture, crop and flip; else the clip's middle, whole.</param>
/// <param name="size">Side of the picture.</param>
/// <param name="samples">Samples of the sound.</param>
/// <param name="smallestCrop">Smallest share of the picture in training (data.crop_min).</param>
/// <param name="bands">Mel bands of the spectrogram.</param>
public sealed class ClipWindow(
    bool training, int size = 224, int samples = AudioFormat.WindowSamples, double smallestCrop = RandomCrop.PublishedMinimum, int bands = AudioFormat.MelBands)
{
    private const int DenseSpan = 10 * Core.AudioClock.Rate;
    private readonly ImageTransform _image = new(size);
    private readonly double _seconds = samples / (double)Core.AudioClock.Rate;

    /// <summary>Whether places, crops and flips are drawn.</summary>
    public bool IsTraining => training;

    /// <summary>Picture [3, size, size] and waveform of one window.</summary>
    /// <remarks>
    /// Training takes the last picture before a random moment of the window, which of decoded key pictures is the published choice (clips have one every 16 pictures).
    /// Evaluation takes the middle picture; the original takes a random one, which makes its numbers vary.
    /// </remarks>
    public (float[] Picture, float[] Waveform) Of(DecodedClip clip, Random random)
    {
        var room = Math.Max(0, clip.Seconds - _seconds);
        var start = training ? room * random.NextDouble() : room / 2;
        var frame = training ? clip.Before(start + _seconds * random.NextDouble()) : clip.At(start + _seconds / 2);
        var sound = clip.Sound(start, samples);
        if (!training) return (Picture(frame), sound);
        var picture = new float[_image.Length];
        _image.Crop(frame.Rgb, frame.Width, frame.Height, RandomCrop.Draw(frame.Width, frame.Height, smallestCrop, random), random.Next(2) == 1, picture);
        return (picture, sound);
    }

    /// <summary>Windows spread evenly over ten seconds around the clip's middle, or over a shorter clip, as the dense evaluation averages them.</summary>
    /// <remarks>Sounds start at equal distances; pictures are taken at equal distances from those between the first and the last window's middle.</remarks>
    public IReadOnlyList<(float[] Picture, float[] Waveform)> Dense(DecodedClip clip, int count)
    {
        var span = Math.Min(clip.Samples.Length, DenseSpan);
        var (first, room) = ((clip.Samples.Length - span) / 2, Math.Max(0, span - samples));
        var (from, to) = (Middle(0), Middle(room));
        var frames = clip.Pictures.Where(picture => picture.Seconds >= from && picture.Seconds <= to).ToArray();
        if (frames.Length == 0) frames = [clip.At(from)];
        return [.. Enumerable.Range(0, count).Select(i => (Picture(frames[Place(i, frames.Length - 1)]), clip.Sound(first + Place(i, room), samples)))];

        double Middle(int offset) => (first + offset + (Math.Min(span, samples) / 2.0)) / Core.AudioClock.Rate;
        int Place(int i, int last) => (int)((long)i * last / Math.Max(1, count - 1));
    }

    /// <summary>The spectrogram of a window's sound, [bands, frames].</summary>
    public float[] Spectrogram(float[] waveform) => LogMelSpectrogram.Of(waveform, bands);

    private float[] Picture(DecodedPicture frame)
    {
        var picture = new float[_image.Length];
        _image.Evaluate(frame.Rgb, frame.Width, frame.Height, picture);
        return picture;
    }
}
