using DeepAvFusion.Core;
using DeepAvFusion.Scenes.Worlds;

namespace DeepAvFusion.Scenes.Sampling;

/// <summary>One window of the synthetic world with its truth. Its buffers can be filled again (<see cref="SceneSampler.Fill"/>).</summary>
public sealed class SceneClip
{
    private readonly Stack<float[]> _spareTracks = [];
    private readonly List<SceneSource> _sources = [];

    internal SceneClip(int width, int height, int samples, int classes)
    {
        (Width, Height) = (width, height);
        (Heard, Seen) = (new float[classes], new float[classes]);
        Rgb = new byte[width * height * 3];
        Owners = new byte[width * height];
        Sounding = new byte[width * height];
        Classes = new byte[width * height];
        Mixture = new float[samples];
        Noise = new float[samples];
        Painter = new ScenePainter(width, height, Rgb, Owners);
    }

    /// <summary>Which window of its sampler this is.</summary>
    public long Index { get; internal set; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>The picture at the window's centre: height * width * 3, red, green, blue.</summary>
    public byte[] Rgb { get; }

    /// <summary>Sum of all tracks and the noise, at <see cref="AudioClock.Rate"/>, within [-1, 1].</summary>
    public float[] Mixture { get; }

    /// <summary>The background noise alone.</summary>
    public float[] Noise { get; }

    /// <summary>height * width; 1 where a thing is seen that sounds in the window.</summary>
    public byte[] Sounding { get; }

    /// <summary>height * width; 0, or 1 + the class number of the sounding thing seen there.</summary>
    public byte[] Classes { get; }

    /// <summary>height * width; 0, or the <see cref="SceneSource.Number"/> of the thing seen there, sounding or not.</summary>
    public byte[] Owners { get; }

    /// <summary>One entry a class: 1 for each kind heard in the window.</summary>
    public float[] Heard { get; }

    /// <summary>One entry a class: 1 for each kind seen in the picture.</summary>
    public float[] Seen { get; }

    /// <summary>Everything that is seen or heard.</summary>
    public IReadOnlyList<SceneSource> Sources => _sources;

    internal ScenePainter Painter { get; }

    internal void Clear()
    {
        foreach (var source in _sources) if (source.Track is { } track) _spareTracks.Push(track);
        _sources.Clear();
        Array.Clear(Owners);
        Array.Clear(Sounding);
        Array.Clear(Classes);
        Array.Clear(Heard);
        Array.Clear(Seen);
    }

    internal float[] NewTrack() => _spareTracks.TryPop(out var track) ? track : new float[Mixture.Length];

    internal void Add(SceneSource source)
    {
        _sources.Add(source);
        if (source.IsHeard) Heard[source.Kind.Index] = 1;
        if (source.IsSeen) Seen[source.Kind.Index] = 1;
    }
}
