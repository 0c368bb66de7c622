using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Engine.Streams;

/// <summary>Where a stream's picture and sound come from: one source for both, one for each, or one for one side alone.</summary>
public sealed record StreamSources
{
    /// <summary>How far sound may be moved against the picture; what is earlier has to wait for so long.</summary>
    public static readonly TimeSpan MostOffset = TimeSpan.FromSeconds(20);

    private StreamSources(SourceUri? both, SourceUri? picture, SourceUri? sound, TimeSpan soundOffset) =>
        (Both, Picture, Sound, SoundOffset) = (both, picture, sound, soundOffset);

    /// <summary>The source of picture and sound; null where they are named one by one.</summary>
    public SourceUri? Both { get; }

    public SourceUri? Picture { get; }

    public SourceUri? Sound { get; }

    /// <summary>Moves the sound against the picture: later when it is positive. Only where each has a source of its own.</summary>
    public TimeSpan SoundOffset { get; }

    /// <summary>One of them runs on its own clock, as far as that can be told without opening them.</summary>
    public bool IsLive => All.Any(source => source.IsLive);

    /// <summary>All come over the network: nothing of this machine, neither file nor device, is opened for them.</summary>
    public bool IsRemote => All.All(source => source.IsRemote);

    /// <summary>A short name for people and stream ids.</summary>
    public string Name => All.First().Name;

    private IEnumerable<SourceUri> All => new[] { Both, Picture, Sound }.OfType<SourceUri>();

    /// <summary>Reads what a user gave, refusing what the policy does not allow; no file or host is touched.</summary>
    /// <exception cref="UserErrorException">They contradict each other, one cannot be understood, or one is not allowed.</exception>
    public static StreamSources Of(StreamSettings stream, SourcePolicy policy)
    {
        if (Contradiction(stream) is { } what)
            throw new UserErrorException($"The stream {what}.");
        var sources = new StreamSources(Parse(stream.Uri, policy), Parse(stream.Picture, policy), Parse(stream.Sound, policy), stream.SoundOffset ?? TimeSpan.Zero);
        if (sources.Picture is { } picture && !picture.Sides.HasFlag(SourceSides.Picture))
            throw new UserErrorException($"The picture cannot come from {picture}, which is sound alone; name a camera, such as device:video=/dev/video0.");
        if (sources.Sound is { } sound && !sound.Sides.HasFlag(SourceSides.Sound))
            throw new UserErrorException($"The sound cannot come from {sound}, which is a picture alone; name a microphone, such as device:audio=pulse:default.");
        return sources;
    }

    /// <summary>The sources without their secrets.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        Both?.ToString(), Picture is null ? null : $"picture {Picture}", Sound is null ? null : $"sound {Sound}",
    }.Where(text => text is not null));

    /// <summary>What is wrong with the keys together, in one line; null when nothing is.</summary>
    internal static string? Contradiction(StreamSettings stream) => (stream.Uri, stream.Picture, stream.Sound) switch
    {
        (null, null, null) => "names no source: give uri, or picture and sound with a source each (or one of them, for that side alone)",
        (not null, not null, _) or (not null, _, not null) => "has a uri, which is the source of picture and sound, beside one for a side: give either uri alone, or picture and sound with a source each",
        (_, null, _) or (_, _, null) when stream.SoundOffset is not null => "has a sound-offset, which moves the sound of one source against the picture of another: give both picture and sound, or leave it out",
        _ when stream.SoundOffset?.Duration() > MostOffset => FormattableString.Invariant($"has a sound-offset of {stream.SoundOffset.Value.TotalSeconds} s; it must lie between -{MostOffset.TotalSeconds} s and {MostOffset.TotalSeconds} s"),
        _ => null,
    };

    private static SourceUri? Parse(string? text, SourcePolicy policy) => text is null ? null : SourceUri.Parse(text, policy);
}
