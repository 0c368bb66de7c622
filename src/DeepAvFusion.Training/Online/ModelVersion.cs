namespace DeepAvFusion.Training.Online;

/// <summary>One version that was fitted, with everything that tells why it is in use or not.</summary>
public sealed record ModelVersion
{
    /// <summary>From 1; 0 is what was shipped.</summary>
    public required int Number { get; init; }

    /// <summary>The version that was in use when it was fitted.</summary>
    public required int Parent { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Digest of the shipped model's file.</summary>
    public required string BaseSha256 { get; init; }

    /// <summary>Digest of this version's model file.</summary>
    public required string Sha256 { get; init; }

    public required int Seed { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Labels that the shipped model does not know.</summary>
    public required IReadOnlyList<string> NewLabels { get; init; }

    /// <summary>What it was fitted to.</summary>
    public required IReadOnlyList<SampleId> Samples { get; init; }

    /// <summary>What it was judged by.</summary>
    public required IReadOnlyList<SampleId> HeldOut { get; init; }

    /// <summary>Who was left out, and why.</summary>
    public required IReadOnlyList<Quarantine> Quarantined { get; init; }

    public required IReadOnlyList<GateResult> Gates { get; init; }

    public required double FitSeconds { get; init; }

    public required IReadOnlyList<VersionChange> History { get; init; }

    /// <summary>Whether every gate held.</summary>
    public bool Passed => Gates.All(gate => gate.Holds);

    public VersionState State => History.Count == 0 ? (Passed ? VersionState.Candidate : VersionState.Rejected) : History[^1].State;
}

/// <summary>What one gate found.</summary>
/// <param name="Name">Such as `anchor-drop`.</param>
/// <param name="Value">What was measured; NaN where there was nothing to measure.</param>
/// <param name="Limit">Its setting.</param>
/// <param name="Note">The measurement in words.</param>
public sealed record GateResult(string Name, double Value, double Limit, bool Holds, string Note);

/// <summary>Somebody whose corrections others contradict.</summary>
public sealed record Quarantine(string Who, int Samples, double Disagreement, string Note);

/// <summary>What was done with a version.</summary>
public sealed record VersionChange(VersionState State, DateTimeOffset When, string Who, string Reason);

/// <summary>Where a version stands.</summary>
public enum VersionState
{
    /// <summary>Every gate held; not in use yet.</summary>
    Candidate,

    /// <summary>A gate did not hold.</summary>
    Rejected,

    /// <summary>In use, or the one to go back to.</summary>
    Promoted,

    /// <summary>Another version took its place.</summary>
    Replaced,

    /// <summary>Taken out of use.</summary>
    RolledBack,
}
