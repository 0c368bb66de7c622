using System.Threading.Channels;
using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>Frames between the thread that reads FFmpeg and the one consumer, in the order they came. Bounded by media time per part: a live source
/// loses its oldest frames of that part and counts them, any other waits.</summary>
internal sealed class FrameQueue(TimeSpan capacity, bool dropsOldest, Action<SourcePart, LossReason> lost) : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<(long Order, AvFrame Frame)>[] _parts = [new(), new(), new()];
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TimeSpan[] _dropped = new TimeSpan[Enum.GetValues<SourcePart>().Length];
    private TimeSpan _capacity = capacity;
    private bool _dropsOldest = dropsOldest;
    private long _order;
    private Exception? _failure;
    private bool _completed;
    private bool _closed;

    /// <summary>From now on it holds so much, and drops the oldest frames beyond that.</summary>
    public void DropBeyond(TimeSpan capacity)
    {
        lock (_gate)
        {
            (_capacity, _dropsOldest) = (capacity, true);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Called by the reader alone; blocks it while a queue that does not drop is full.</summary>
    public void Add(SourcePart part, AvFrame frame)
    {
        lock (_gate)
        {
            var queue = _parts[(int)part];
            while (!_closed && IsFull(queue, frame))
            {
                if (_dropsOldest)
                {
                    var oldest = queue.Dequeue().Frame;
                    var next = queue.TryPeek(out var after) ? after.Frame : frame;
                    _dropped[(int)part] += next.Time > oldest.Time ? next.Time - oldest.Time : TimeSpan.Zero;
                    oldest.Dispose();
                    lost(part, LossReason.Stale);
                }
                else
                    Monitor.Wait(_gate);
            }
            if (_closed)
            {
                frame.Dispose();
                return;
            }
            queue.Enqueue((_order++, frame));
        }
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Media whose sound, or whose pictures, were dropped so far.</summary>
    public TimeSpan Dropped
    {
        get
        {
            lock (_gate)
                return _dropped[(int)SourcePart.Sound] > _dropped[(int)SourcePart.Picture] ? _dropped[(int)SourcePart.Sound] : _dropped[(int)SourcePart.Picture];
        }
    }

    /// <summary>No more frames will come; what waits is still delivered, then the failure.</summary>
    public void Complete(Exception? failure)
    {
        lock (_gate)
        {
            if (_completed)
                return;
            _failure = failure;
            _completed = true;
        }
        _signal.Writer.TryWrite(true);
    }

    /// <summary>The next frame, or null at the end.</summary>
    public async ValueTask<AvFrame?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            lock (_gate)
            {
                if (Take() is { } frame)
                {
                    Monitor.PulseAll(_gate);
                    return frame;
                }
                if (_completed || _closed)
                    return _failure is null ? null : throw _failure;
            }
            await _signal.Reader.ReadAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Gives back what waits and lets the reader go.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            for (var part = 0; part < _parts.Length; part++)
                while (_parts[part].TryDequeue(out var waiting))
                {
                    waiting.Frame.Dispose();
                    lost((SourcePart)part, LossReason.Stopped);
                }
            Monitor.PulseAll(_gate);
        }
        _signal.Writer.TryWrite(true);
    }

    private bool IsFull(Queue<(long Order, AvFrame Frame)> queue, AvFrame frame) =>
        queue.TryPeek(out var oldest) && (frame.Time - oldest.Frame.Time > _capacity || queue.Count >= 4096);

    private AvFrame? Take()
    {
        Queue<(long Order, AvFrame Frame)>? first = null;
        foreach (var queue in _parts)
            if (queue.TryPeek(out var head) && (first is null || head.Order < first.Peek().Order))
                first = queue;
        return first?.Dequeue().Frame;
    }
}
