using Akka.Event;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Engine.Streams;

/// <summary>The conversation with a stream's actor and between it and its runs. News of a run carries its id, so that late news of an old run is ignored.</summary>
public static class StreamProtocol
{
    /// <summary>Try now, whatever the backoff says.</summary>
    public sealed record Restart(StreamId Stream);

    /// <summary>Stop reading, let what is inside come out, then stay stopped.</summary>
    public sealed record Stop(StreamId Stream);

    /// <summary>Like <see cref="Stop"/>, and the actor ends when the stream has stopped.</summary>
    internal sealed record Close(StreamId Stream);

    /// <summary>The source is open.</summary>
    internal sealed record RunOpened(RunId Run, MediaFormat Format) : IDeadLetterSuppression;

    /// <summary>The run is over. No cause: the media ended or the run was asked to stop.</summary>
    internal sealed record RunEnded(RunId Run, Exception? Cause) : IDeadLetterSuppression;

    /// <summary>Ask a run to stop reading and to let out what is inside.</summary>
    internal sealed record DrainRun : IDeadLetterSuppression;

    internal sealed record StartRun : IDeadLetterSuppression;
}
