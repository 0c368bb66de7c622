using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Stills;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Data.Clips;

/// <summary>Pictures of Flickr-SoundNet with the middle of their sound and the map of what people agree sounds.</summary>
/// <param name="ids">From <see cref="FlickrSoundNetIndex"/>.</param>
/// <param name="root">The data set's folder.</param>
/// <param name="size">Side of the picture; all of it is squeezed into the square, as its boxes are.</param>
/// <param name="samples">Samples of the sound.</param>
/// <param name="bands">Mel bands of the spectrogram.</param>
public sealed class FlickrSoundNetSamples(
    IReadOnlyList<string> ids, string root, int size, int samples = AudioFormat.WindowSamples, int bands = AudioFormat.MelBands) : ISampleSource
{
    private readonly ImageTransform _image = new(size);

    public int Count => ids.Count;

    public string Name(int index) => ids[index];

    /// <summary>A sample whose map has [224, 224] numbers of 0 (nobody), 0.5 (one) and 1 (two people or more).</summary>
    /// <exception cref="SampleException">A file is damaged, or nobody has drawn a box.</exception>
    public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
    {
        try
        {
            return ReadAsync(ids[index], cancellation).GetAwaiter().GetResult();
        }
        catch (Exception trouble) when (trouble is SourceException or UserErrorException)
        {
            throw new SampleException(trouble.Message, trouble);
        }
    }

    private async Task<AvSample> ReadAsync(string id, CancellationToken cancellation)
    {
        var consensus = FlickrSoundNetIndex.Consensus(root, id);
        if (Array.TrueForAll(consensus, share => share == 0)) throw new SampleException("has no box");
        var colours = await StillFiles.ColoursAsync(FlickrSoundNetIndex.Frame(root, id), cancellation).ConfigureAwait(false);
        var sound = await StillFiles.SoundAsync(FlickrSoundNetIndex.Sound(root, id), cancellation).ConfigureAwait(false);
        if (sound.Length == 0) throw new SampleException("has no sound");
        var picture = new float[_image.Length];
        _image.Stretch(colours.Bytes, colours.Width, colours.Height, picture);
        var window = new DecodedClip([], sound).Sound((sound.Length - samples) / 2, samples);
        return new AvSample(id, picture, LogMelSpectrogram.Of(window, bands)) { Map = consensus };
    }
}
