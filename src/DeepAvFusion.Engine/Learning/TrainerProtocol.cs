using Akka.Event;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Engine.Learning;

/// <summary>The conversation with the trainer; every command has one reply.</summary>
public static class TrainerProtocol
{
    /// <summary>Fit now, whether or not enough is new.</summary>
    public sealed record FitNow(string Who);

    /// <summary>Put a version to use for all streams now.</summary>
    public sealed record Promote(int Version, string Who);

    /// <summary>Go back to a version; 0 is the model as it came.</summary>
    public sealed record RollBack(int Version, string Who);

    /// <summary>The command was carried out.</summary>
    public sealed record Done;

    /// <summary>The command was refused; one line that says why and what would be right.</summary>
    public sealed record Refused(string Why);

    /// <summary>Somebody corrected something.</summary>
    /// <param name="Rejected">Of an event of the version in use: whether it was wrong; null for a stretch.</param>
    internal sealed record Taught(bool? Rejected) : IDeadLetterSuppression;

    /// <summary>A live window was analysed.</summary>
    internal sealed record Seen(StreamId Stream, WindowFeatures Features, TimeSpan Age) : IDeadLetterSuppression;

    /// <summary>An event began.</summary>
    internal sealed record Began(StreamId Stream, string Label) : IDeadLetterSuppression;

    /// <summary>A pass with these weights failed, and they are out of use already.</summary>
    internal sealed record Failed(TaughtWeights Weights, string Why) : IDeadLetterSuppression;

    internal sealed record Opened(ILearner Learner) : IDeadLetterSuppression;

    internal sealed record NotOpened(string Why) : IDeadLetterSuppression;

    internal sealed record Fitted(FitOutcome? Outcome, string? Failure, TimeSpan Took) : IDeadLetterSuppression;

    internal sealed record Look : IDeadLetterSuppression;

    internal sealed record CanaryOver : IDeadLetterSuppression;
}
