namespace DeepAvFusion.Engine.Learning;

/// <summary>What the trainer does at present, for people.</summary>
/// <param name="Detail">One line.</param>
/// <param name="Version">The version in use; 0 is the model as it came.</param>
/// <param name="Candidate">The version on its way; null for none.</param>
/// <param name="Progress">Of the phase, 0..1; null where that cannot be told.</param>
/// <param name="Canaries">Streams that try the candidate.</param>
/// <param name="LastFailure">Why the last fit or exchange failed; null when none did.</param>
public sealed record LearningStatus(
    TrainerPhase Phase, DateTimeOffset Since, string Detail, int Version, int? Candidate, double? Progress, IReadOnlyList<string> Canaries, string? LastFailure);

/// <summary>What the trainer is doing.</summary>
public enum TrainerPhase
{
    /// <summary>What was taught cannot be used, or is not open yet.</summary>
    Off,

    /// <summary>Nothing was taught since the last version.</summary>
    Idle,

    /// <summary>Something was taught, not enough yet.</summary>
    Collecting,

    /// <summary>A candidate is fitted and judged.</summary>
    Fitting,

    /// <summary>A candidate scores live windows, unseen.</summary>
    Shadow,

    /// <summary>A candidate is used for some of the streams.</summary>
    Canary,

    /// <summary>A version was promoted, and may be taken back.</summary>
    Watching,

    /// <summary>A version was taken back.</summary>
    RolledBack,
}

/// <summary>Where the trainer writes what it does. Thread-safe.</summary>
public sealed class LearningBoard(TimeProvider time)
{
    private volatile LearningStatus _now = new(TrainerPhase.Off, time.GetUtcNow(), "the model is being loaded", 0, null, null, [], null);

    public LearningStatus Now => _now;

    internal void Change(Func<LearningStatus, LearningStatus> change)
    {
        var before = _now;
        var after = change(before);
        _now = after with { Since = after.Phase == before.Phase ? before.Since : time.GetUtcNow() };
        LearningMetrics.Show(_now);
    }
}
