using DeepAvFusion.Model.Features;
using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Data.Clips;

/// <summary>Clips of a data set, one window each, decoded when they are asked for; optionally mixed with others for separation.</summary>
/// <param name="clips">The clips.</param>
/// <param name="window">Which stretch is taken.</param>
/// <param name="mixed">Clips whose sounds are added up; 1 mixes nothing, and then the volume varies in training.</param>
public sealed class ClipSamples(ClipIndex clips, ClipWindow window, ClipDecoder decoder, int mixed = 1) : ISampleSource
{
    private readonly int[][] _ofClasses = clips.DrawsClasses
        ? [.. clips.Clips.Index().SelectMany(clip => clip.Item.Labels.Distinct().Select(label => (label, clip.Index))).GroupBy(clip => clip.label, clip => clip.Index).OrderBy(one => one.Key).Select(one => one.ToArray())]
        : [];

    public int Count => clips.Clips.Count * clips.Repeat;

    public string Name(int index) => _ofClasses.Length > 0 ? $"draw {index}" : Name(clips.Clips[index % clips.Clips.Count]);

    public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
    {
        var random = draw.Random();
        var place = Place(index, random);
        var entry = clips.Clips[place];
        var (picture, own) = Window(entry, random, cancellation);
        var labels = new float[clips.ClassNames.Count];
        foreach (var label in entry.Labels) labels[label] = 1;
        var rest = Others(place, own.Length, random, cancellation);
        var mixture = own.Zip(rest, (a, b) => a + b).ToArray();                // a plain sum, as published
        return new AvSample(Name(entry), picture, window.Spectrogram(mixture))
        {
            Label = entry.Labels[0],
            Labels = labels,
            Separation = mixed > 1 ? new SeparationTask(picture, window.Spectrogram(own), window.Spectrogram(rest)) : null,
        };
    }

    private static string Name(ClipEntry entry) => string.Join(" or ", entry.Files);

    private int Place(int index, Random random)
    {
        if (_ofClasses.Length == 0) return index % clips.Clips.Count;
        var places = _ofClasses[random.Next(_ofClasses.Length)];
        return places[random.Next(places.Length)];
    }

    private float[] Others(int place, int samples, Random random, CancellationToken cancellation)
    {
        var rest = new float[samples];
        var taken = new HashSet<int> { place };
        while (taken.Count < Math.Min(mixed, clips.Clips.Count))
        {
            var other = random.Next(clips.Clips.Count);
            if (!taken.Add(other)) continue;
            var (_, sound) = Window(clips.Clips[other], random, cancellation);
            for (var i = 0; i < samples; i++) rest[i] += sound[i];
        }

        return rest;
    }

    private (float[] Picture, float[] Waveform) Window(ClipEntry entry, Random random, CancellationToken cancellation)
    {
        var file = entry.Files[random.Next(entry.Files.Count)];
        var clip = decoder.ReadAsync(Path.Combine(clips.Folder, file), cancellation).GetAwaiter().GetResult();
        var (picture, waveform) = window.Of(clip, random);
        if (window.IsTraining && mixed == 1) RandomVolume.Apply(waveform, random);
        return (picture, waveform);
    }
}
