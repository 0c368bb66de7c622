namespace DeepAvFusion.Media.Sources;

/// <summary>Why a live source that goes on would have to be opened anew.</summary>
/// <param name="Reason">In words.</param>
/// <param name="Joining">The side that has begun; null when one cannot be decoded any more.</param>
internal sealed record SourceChange(string Reason, SourcePart? Joining)
{
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SamePlace = TimeSpan.FromSeconds(5);

    /// <summary>The source's first timestamp, as far as it tells one.</summary>
    public TimeSpan? Start { get; init; }

    /// <summary>How far the run had come.</summary>
    public TimeSpan At { get; init; }

    /// <summary>Whether the run had something of what the one before had lost.</summary>
    public bool HasGained { get; init; }

    public bool BeganAt(TimeSpan? start) => start is { } here && Start is { } there && (here - there).Duration() < SameStart;

    /// <summary>Whether it is the same change at the same place of the same media.</summary>
    public bool Repeats(SourceChange before) => Reason == before.Reason && BeganAt(before.Start) && (At - before.At).Duration() < SamePlace;
}
