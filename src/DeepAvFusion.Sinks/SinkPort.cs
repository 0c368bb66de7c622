using System.Threading.Channels;
using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks;

/// <summary>The way to one sink: a bounded lane for each stream. A slow or broken sink delays or loses only its own items, and those of one stream only that stream's.</summary>
/// <param name="capacity">Items that may wait in a lane.</param>
/// <param name="waits">True: a full lane makes the producer wait (files). False: the oldest item is dropped and counted (live).</param>
public sealed class SinkPort(IStreamSink sink, int capacity, bool waits) : IDisposable
{
    private readonly Dictionary<StreamId, SinkLane> _lanes = [];
    private readonly Channel<SinkLane> _opened = Channel.CreateUnbounded<SinkLane>();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private bool _closed;

    public IStreamSink Sink => sink;

    /// <summary>Lanes as they come into being, each to be pumped by one reader; completed when the port is closed.</summary>
    public ChannelReader<SinkLane> Opened => _opened.Reader;

    /// <summary>Completes when the port is closed and every item has been handled or lost: none is in the sink's hands any more.</summary>
    public Task DrainedAsync() => _drained.Task;

    /// <summary>Brings an item, which stays the caller's to dispose.</summary>
    public async ValueTask BringAsync(SinkItem item, CancellationToken cancel)
    {
        if (!sink.Wants(item.GetType()))
            return;
        var kept = item.Retain();
        SinkLane? lane;
        lock (_lock)
        {
            if (!_lanes.TryGetValue(item.Stream, out lane))
            {
                lane = new SinkLane(this, item.Stream, capacity, waits);
                if (_closed)
                {
                    lane.Lose(kept, LossReason.Stopped);
                    return;
                }
                _lanes.Add(item.Stream, lane);
                _opened.Writer.TryWrite(lane);
            }
            if (lane.TryWrite(kept))
                return;
        }
        await lane.WriteAsync(kept, cancel).ConfigureAwait(false);
    }

    /// <summary>No more items; those inside are still handled.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _opened.Writer.TryComplete();
            foreach (var lane in _lanes.Values)
                lane.Close();
            if (_lanes.Count == 0)
                _drained.TrySetResult();
        }
    }

    /// <summary>A lane's pump has ended for good.</summary>
    public void Ended(SinkLane lane)
    {
        lock (_lock)
        {
            if (_lanes.GetValueOrDefault(lane.Stream) == lane)
                _lanes.Remove(lane.Stream);
            if (_closed && _lanes.Count == 0)
                _drained.TrySetResult();
        }
    }

    public void Dispose()
    {
        Close();
        lock (_lock)
        {
            foreach (var lane in _lanes.Values)
                lane.Lose(LossReason.Stopped);
        }
    }

    /// <summary>A lane whose stream is no longer configured ends, unless the name has come back in the meantime.</summary>
    internal void Leave(SinkLane lane)
    {
        lock (_lock)
        {
            if (!lane.IsEmpty)
                return;
            _lanes.Remove(lane.Stream);
            lane.Close();
        }
    }
}
