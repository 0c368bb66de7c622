using Akka.Event;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Engine.Streams;

/// <summary>The conversation with a stream's actor and between it and its runs. News of a run carries its id, so that late news of an old run is ignored.</summary>
public static class StreamProtocol
{
    /// <summary>Try now, whatever the backoff says; a running stream begins a new run.</summary>
    public sealed record Restart(StreamId Stream);

    /// <summary>Stop reading, let what is inside come out, then stay stopped.</summary>
    public sealed record Stop(StreamId Stream);

    /// <summary>Like <see cref="Stop"/>, and the actor ends when the stream has stopped.</summary>
    internal sealed record Close(StreamId Stream);

    /// <summary>The source is open.</summary>
    internal sealed record RunOpened(RunId Run, MediaFormat Format) : IDeadLetterSuppression;

    /// <summary>The run is over. No cause: the media ended or the run was asked to stop.</summary>
    internal sealed record RunEnded(RunId Run, Exception? Cause) : IDeadLetterSuppression
    {
        /// <summary>Why less came than was announced; null when nothing is known to be missing.</summary>
        public string? Shortfall { get; init; }

        /// <summary>Why the source, which goes on, has to be opened anew at once; null when it need not be.</summary>
        public string? OpenAnew { get; init; }
    }

    /// <summary>Windows of the run failed one after another, and why. No cause: one was analysed again.</summary>
    internal sealed record RunFailing(RunId Run, string? Cause) : IDeadLetterSuppression;

    /// <summary>Something people should know of the source, once a run.</summary>
    internal sealed record SourceRemark(RunId Run, string Text) : IDeadLetterSuppression;

    /// <summary>A side of a pair of sources went away, and why, or came back; what they hold now.</summary>
    internal sealed record SideChanged(RunId Run, SourcePart Side, string? Away, MediaFormat Format) : IDeadLetterSuppression;

    /// <summary>What became of one window of the run: why it failed, or null when it did not.</summary>
    internal sealed record WindowDone(string? Failure) : IDeadLetterSuppression;

    /// <summary>Ask a run to stop reading and to let out what is inside.</summary>
    internal sealed record DrainRun : IDeadLetterSuppression;

    internal sealed record StartRun : IDeadLetterSuppression;
}
