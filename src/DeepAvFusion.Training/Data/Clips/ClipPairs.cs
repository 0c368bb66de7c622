using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Data.Clips;

/// <summary>Mixtures of the middles of two clips, each with its own frame, for judging a separation.</summary>
/// <param name="window">Of the evaluation, not of training.</param>
public sealed class ClipPairs(ClipPairIndex pairs, ClipWindow window, ClipDecoder decoder) : ISampleSource
{
    public int Count => pairs.Pairs.Count;

    public string Name(int index) => $"{pairs.Pairs[index].First} with {pairs.Pairs[index].Second}";

    public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
    {
        var (random, pair) = (draw.Random(), pairs.Pairs[index]);
        var (first, second) = (Source(pair.First, random, cancellation), Source(pair.Second, random, cancellation));
        var mixture = first.Sound.Zip(second.Sound, (a, b) => a + b).ToArray();          // a plain sum, as published
        return new AvSample(Name(index), first.Image, window.Spectrogram(mixture)) { Pair = new SeparationPair(mixture, first, second) };
    }

    private PairedSource Source(string file, Random random, CancellationToken cancellation)
    {
        var (picture, sound) = window.Of(decoder.ReadAsync(Path.Combine(pairs.Folder, file), cancellation).GetAwaiter().GetResult(), random);
        return new PairedSource(Path.ChangeExtension(file, null), picture, sound);
    }
}
