using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using DeepAvFusion.Core;

namespace DeepAvFusion.Engine.Sinks;

/// <summary>What sinks cannot write at present, by sink and stream. Read by API, page, health and terminal. Thread-safe.</summary>
public sealed partial class SinkBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Sink, StreamId Stream), SinkFailure> _failures = new();

    /// <summary>What fails now.</summary>
    public IReadOnlyList<SinkFailure> Failures =>
        [.. _failures.Values.OrderBy(failure => failure.Stream.Value, StringComparer.Ordinal).ThenBy(failure => failure.Sink, StringComparer.Ordinal)];

    /// <summary>The first failure there ever was, also when it has passed: something was lost then.</summary>
    public SinkFailure? First { get; private set; }

    /// <summary>What fails now for a stream.</summary>
    public IReadOnlyList<SinkFailure> Of(StreamId stream) => [.. Failures.Where(failure => failure.Stream == stream)];

    internal bool IsFailing(string sink, StreamId stream) => _failures.ContainsKey((sink, stream));

    /// <summary>Notes a failure; true when it is news: the next video that there is no room for is none.</summary>
    internal bool Fail(string sink, StreamId stream, string line)
    {
        var before = _failures.GetValueOrDefault((sink, stream));
        var failure = _failures[(sink, stream)] = new SinkFailure(sink, stream, line, before?.Since ?? time.GetUtcNow());
        First ??= failure;
        EngineMetrics.SinkFailing.WithLabels(sink, stream.Value).Set(1);
        return before is null || Names().Replace(before.Line, "") != Names().Replace(line, "");
    }

    /// <summary>Notes that an item was written; true when that is news.</summary>
    internal bool Recover(string sink, StreamId stream)
    {
        if (!_failures.TryRemove((sink, stream), out _))
            return false;
        EngineMetrics.SinkFailing.WithLabels(sink, stream.Value).Set(0);
        return true;
    }

    /// <summary>Nothing more goes to this sink for this stream.</summary>
    /// <param name="isEnd">The program ends: what failed last is still to be told.</param>
    internal void Forget(string sink, StreamId stream, bool isEnd)
    {
        if (isEnd)
            return;
        _failures.TryRemove((sink, stream), out _);
        EngineMetrics.SinkFailing.RemoveLabelled(sink, stream.Value);
    }

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Names();
}
