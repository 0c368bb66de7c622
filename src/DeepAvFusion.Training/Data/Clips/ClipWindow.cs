using DeepAvFusion.Model.Features;

namespace DeepAvFusion.Training.Data.Clips;

/// <summary>Chooses the stretch of a clip that becomes a sample, and turns it into network inputs.</summary>
/// <param name="training">Random place, picture, crop and flip; else the clip's middle, whole.</param>
/// <param name="size">Side of the picture.</param>
/// <param name="samples">Samples of the sound.</param>
/// <param name="smallestCrop">Smallest share of the picture in training (data.crop_min).</param>
public sealed class ClipWindow(bool training, int size = 224, int samples = AudioFormat.WindowSamples, double smallestCrop = RandomCrop.PublishedMinimum)
{
    private readonly ImageTransform _image = new(size);
    private readonly double _seconds = samples / (double)Core.AudioClock.Rate;

    /// <summary>Picture [3, size, size] and waveform of one window.</summary>
    /// <remarks>Evaluation takes the middle picture; the original takes a random one, which makes its numbers vary.</remarks>
    public (float[] Picture, float[] Waveform) Of(DecodedClip clip, Random random)
    {
        var room = Math.Max(0, clip.Seconds - _seconds);
        var start = training ? room * random.NextDouble() : room / 2;
        var frame = clip.At(start + _seconds * (training ? random.NextDouble() : 0.5));
        var picture = new float[_image.Length];
        if (training)
            _image.Crop(frame.Rgb, frame.Width, frame.Height, RandomCrop.Draw(frame.Width, frame.Height, smallestCrop, random), random.Next(2) == 1, picture);
        else
            _image.Evaluate(frame.Rgb, frame.Width, frame.Height, picture);
        return (picture, clip.Sound(start, samples));
    }

    /// <summary>Several windows spread over ten seconds around the middle, as the dense evaluation averages them.</summary>
    public IReadOnlyList<(float[] Picture, float[] Waveform)> Dense(DecodedClip clip, int count = 10, double span = 10)
    {
        var first = Math.Max(0, (clip.Seconds - span) / 2);
        var room = Math.Max(0, Math.Min(span, clip.Seconds) - _seconds);
        return [.. Enumerable.Range(0, count).Select(i => first + room * i / Math.Max(1, count - 1)).Select(start =>
        {
            var frame = clip.At(start + _seconds / 2);
            var picture = new float[_image.Length];
            _image.Evaluate(frame.Rgb, frame.Width, frame.Height, picture);
            return (picture, clip.Sound(start, samples));
        })];
    }
}
