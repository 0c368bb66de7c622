using System.Collections.Concurrent;
using DeepAvFusion.Core;

namespace DeepAvFusion.Engine.Status;

/// <summary>The current status of every stream, written by the streams and read by page, metrics and terminal. Thread-safe.</summary>
public sealed class StatusBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<StreamId, Entry> _entries = new();

    /// <summary>All streams by name.</summary>
    public IReadOnlyList<StreamStatus> Streams => [.. _entries.Values.Select(entry => entry.Read()).OrderBy(status => status.Stream.Value, StringComparer.Ordinal)];

    public StreamStatus? Find(StreamId stream) => _entries.TryGetValue(stream, out var entry) ? entry.Read() : null;

    internal void Add(StreamId stream, string source, bool isLive)
    {
        _entries[stream] = new Entry(new StreamStatus(
            stream, source, StreamState.Waiting, "not started yet", time.GetUtcNow(), isLive, false, false, null, TimeSpan.Zero, 0,
            new Dictionary<(string, LossReason), long>(), 0, AgeQuantiles.None));
        EngineMetrics.ShowState(stream, StreamState.Waiting);
    }

    internal void Remove(StreamId stream)
    {
        if (_entries.TryRemove(stream, out _))
            EngineMetrics.Forget(stream);
    }

    internal void Change(StreamId stream, Func<StreamStatus, StreamStatus> change)
    {
        if (_entries.TryGetValue(stream, out var entry))
            entry.Change(change);
    }

    internal void Enter(StreamId stream, StreamState state, string detail, bool isFinal = false)
    {
        Change(stream, status => status with { State = state, Detail = detail, IsFinal = isFinal, Since = status.State == state ? status.Since : time.GetUtcNow() });
        EngineMetrics.ShowState(stream, state);
    }

    internal void Analysed(StreamId stream, MediaTime end, TimeSpan age)
    {
        if (!_entries.TryGetValue(stream, out var entry))
            return;
        entry.Analysed(end, age);
        EngineMetrics.Analysed.WithLabels(stream.Value).Inc();
        EngineMetrics.Age.WithLabels(stream.Value).Observe(age.TotalSeconds);
    }

    internal void Lost(StreamId stream, string stage, LossReason reason)
    {
        EngineMetrics.Dropped.WithLabels(stream.Value, stage, reason.ToString().ToLowerInvariant()).Inc();
        Change(stream, status => status with
        {
            Lost = new Dictionary<(string, LossReason), long>(status.Lost) { [(stage, reason)] = status.Lost.GetValueOrDefault((stage, reason)) + 1 },
        });
    }

    private sealed class Entry(StreamStatus status)
    {
        private readonly Lock _lock = new();
        private readonly AgeWindow _ages = new(1000);
        private StreamStatus _status = status;

        public StreamStatus Read()
        {
            lock (_lock)
                return _status with { Age = _ages.Quantiles() };
        }

        public void Change(Func<StreamStatus, StreamStatus> change)
        {
            lock (_lock)
                _status = change(_status);
        }

        public void Analysed(MediaTime end, TimeSpan age)
        {
            lock (_lock)
            {
                _ages.Add(age);
                _status = _status with { Analysed = _status.Analysed + 1, Position = end.FromStart };
            }
        }
    }
}
