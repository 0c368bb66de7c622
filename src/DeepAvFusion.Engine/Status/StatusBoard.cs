using System.Collections.Concurrent;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Engine.Status;

/// <summary>The current status of every stream, written by the streams and read by page, metrics and terminal. Thread-safe.</summary>
public sealed class StatusBoard(TimeProvider time)
{
    /// <summary>The stage in which windows are lost.</summary>
    internal const string Inference = "inference";

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
        EngineMetrics.ShowNoLosses(stream);
    }

    /// <summary>A removed stream leaves no metric series, whoever is just telling something of it.</summary>
    internal void Remove(StreamId stream)
    {
        if (!_entries.TryGetValue(stream, out var entry))
            return;
        entry.Close(() =>
        {
            _entries.TryRemove(stream, out _);
            EngineMetrics.Forget(stream);
            SourceSeries.Forget(stream);
        });
    }

    internal void Change(StreamId stream, Func<StreamStatus, StreamStatus> change) => Find(stream, entry => entry.Change(change));

    internal void Enter(StreamId stream, StreamState state, string detail, bool isFinal = false) => Find(stream, entry =>
    {
        entry.Change(status => status with { State = state, Detail = detail, IsFinal = isFinal, Since = status.State == state ? status.Since : time.GetUtcNow() });
        if (isFinal)
        {
            foreach (var side in entry.Status.Away.Keys)
                ShowSide(entry, side, null);
        }
        EngineMetrics.ShowState(stream, state);
    });

    /// <summary>Shows of a side of a pair why it is away; null while it is here.</summary>
    internal void ShowSide(StreamId stream, SourcePart side, string? away) => Find(stream, entry => ShowSide(entry, side, away));

    internal void Analysed(StreamId stream, MediaTime end, TimeSpan age) => Find(stream, entry =>
    {
        entry.Analysed(end, age);
        EngineMetrics.Analysed.WithLabels(stream.Value).Inc();
        EngineMetrics.Age.WithLabels(stream.Value).Observe(age.TotalSeconds);
    });

    internal void Lost(StreamId stream, string stage, LossReason reason) => Find(stream, entry =>
    {
        EngineMetrics.DroppedOf(stream, stage, reason).Inc();
        entry.Change(status => status with
        {
            Lost = new Dictionary<(string, LossReason), long>(status.Lost) { [(stage, reason)] = status.Lost.GetValueOrDefault((stage, reason)) + 1 },
        });
    });

    private static void ShowSide(Entry entry, SourcePart side, string? away)
    {
        entry.Change(status => status with { Away = away is null ? status.Away.Remove(side) : status.Away.SetItem(side, away) });
        EngineMetrics.SideAway.WithLabels(entry.Status.Stream.Value, SettingsReader.Dashed(side.ToString())).Set(away is null ? 0 : 1);
    }

    private void Find(StreamId stream, Action<Entry> tell)
    {
        if (_entries.TryGetValue(stream, out var entry))
            entry.Tell(tell);
    }

    private sealed class Entry(StreamStatus status)
    {
        private readonly Lock _lock = new();
        private readonly AgeWindow _ages = new(1000);
        private StreamStatus _status = status;
        private bool _closed;

        /// <summary>The status without its ages, for whoever is telling something.</summary>
        public StreamStatus Status => _status;

        public StreamStatus Read()
        {
            lock (_lock)
                return _status with { Age = _ages.Quantiles() };
        }

        /// <summary>Nothing is told of a stream that was removed.</summary>
        public void Tell(Action<Entry> tell)
        {
            lock (_lock)
            {
                if (!_closed)
                    tell(this);
            }
        }

        public void Close(Action last)
        {
            lock (_lock)
            {
                _closed = true;
                last();
            }
        }

        public void Change(Func<StreamStatus, StreamStatus> change) => _status = change(_status);

        public void Analysed(MediaTime end, TimeSpan age)
        {
            _ages.Add(age);
            _status = _status with { Analysed = _status.Analysed + 1, Position = end.FromStart };
        }
    }
}
