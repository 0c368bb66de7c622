using System.Collections.Immutable;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Monitoring;

namespace DeepAvFusion.Engine.Status;

/// <summary>One stream as people see it.</summary>
/// <param name="Source">Its URI without secrets.</param>
/// <param name="Detail">One line that explains the state; for Faulted the cause and the remedy.</param>
/// <param name="Lost">Windows lost so far by stage and reason.</param>
/// <param name="Age">Age of its latest results, from capture to sink.</param>
public sealed record StreamStatus(
    StreamId Stream, string Source, StreamState State, string Detail, DateTimeOffset Since, bool IsLive, bool HasPicture, bool HasSound,
    TimeSpan? Duration, TimeSpan Position, long Analysed, IReadOnlyDictionary<(string Stage, LossReason Reason), long> Lost, int Runs, AgeQuantiles Age)
{
    public long LostTotal => Lost.Values.Sum();

    /// <summary>How the clocks of its sound and picture stand to each other; null until that is known.</summary>
    public ClockReport? Clock { get; init; }

    /// <summary>Which sides of a pair of sources are away, and why. Empty for a stream of one source.</summary>
    public ImmutableSortedDictionary<SourcePart, string> Away { get; init; } = ImmutableSortedDictionary<SourcePart, string>.Empty;

    /// <summary>What monitoring finds wrong at present.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>What monitoring measures of its sound; null while it does not.</summary>
    public SoundReport? Sound { get; init; }

    /// <summary>True when nothing more will come without a new command.</summary>
    public bool IsFinal { get; init; }
}

/// <summary>Quantiles of the age of result over the latest windows, and their number.</summary>
public sealed record AgeQuantiles(int Count, TimeSpan P50, TimeSpan P95, TimeSpan P99)
{
    public static readonly AgeQuantiles None = new(0, default, default, default);
}
