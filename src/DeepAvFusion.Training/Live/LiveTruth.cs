using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Scenes.Video;

namespace DeepAvFusion.Training.Live;

/// <summary>What a clip really showed, in tenths of a second.</summary>
public sealed class LiveTruth(int width, int height, int tenths)
{
    /// <summary>Tenths of a second in a second, and pictures of a clip as well.</summary>
    public const int PerSecond = 10;

    private const int TenthSamples = AudioClock.Rate / PerSecond;

    private readonly SortedDictionary<int, TrueThing> _things = [];
    private readonly List<byte[]> _owners = [];

    public int Width => width;

    public int Height => height;

    public int Tenths => tenths;

    /// <summary>The mixture, as long as the clip.</summary>
    public float[] Mixture { get; } = new float[tenths * TenthSamples];

    public IReadOnlyCollection<TrueThing> Things => _things.Values;

    /// <summary>height * width a tenth: 0, or the number of the thing seen there.</summary>
    public IReadOnlyList<byte[]> Owners => _owners;

    /// <summary>Tells the next tenth of a second, of a clip that is made.</summary>
    public void Add(SceneVideoFrame frame)
    {
        var tenth = _owners.Count;
        Add(frame.Owners.ToArray());
        frame.Samples.Span.CopyTo(Mixture.AsSpan(tenth * TenthSamples));
        foreach (var source in frame.Sources)
        {
            var thing = Thing(source.Id, source.Kind.Name);
            if (source.Number > 0) thing.Number = source.Number;
            thing.Tell(tenth, source.Verdict);
            source.Samples.Span.CopyTo(thing.Track.AsSpan(tenth * TenthSamples));
        }
    }

    /// <summary>Tells where things are seen in the next tenth of a second.</summary>
    public void Add(byte[] owners) => _owners.Add(owners);

    /// <summary>The thing with an id, which may be new.</summary>
    public TrueThing Thing(int id, string label)
    {
        if (!_things.TryGetValue(id, out var thing)) _things[id] = thing = new TrueThing(label, Tenths, Mixture.Length);
        return thing;
    }
}

/// <summary>One thing of a clip, or a sound from off the screen.</summary>
/// <param name="Label">Its kind.</param>
public sealed record TrueThing(string Label, int Tenths, int Samples)
{
    /// <summary>Its mark in the owner maps; 0 where it is never seen.</summary>
    public byte Number { get; set; }

    /// <summary>Whether it is seen, by tenths.</summary>
    public bool[] Seen { get; } = new bool[Tenths];

    /// <summary>Whether it sounds, by tenths.</summary>
    public bool[] Heard { get; } = new bool[Tenths];

    /// <summary>Its sound alone.</summary>
    public float[] Track { get; } = new float[Samples];

    /// <summary>Whether it is seen and heard in a tenth.</summary>
    public void Tell(int tenth, EventVerdict verdict) => (Seen[tenth], Heard[tenth]) = (verdict != EventVerdict.HeardOffScreen, verdict != EventVerdict.SeenSilent);

    /// <summary>Seconds for which it is seen and heard.</summary>
    public double HeardAndSeen => Seen.Zip(Heard).Count(tenth => tenth is (true, true)) / (double)LiveTruth.PerSecond;

    /// <summary>Seconds for which it is heard between two moments, in tenths.</summary>
    public double HeardWithin(int from, int to) => Heard.AsSpan(Math.Clamp(from, 0, Tenths)..Math.Clamp(to, 0, Tenths)).Count(true) / (double)LiveTruth.PerSecond;
}
