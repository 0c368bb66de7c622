using DeepAvFusion.Core;

namespace DeepAvFusion.Inference.Batching;

/// <summary>Windows that wait for a device: bounded per stream, fair over streams, and full for one stream only at that stream's cost. Not thread-safe: its actor owns it.</summary>
/// <typeparam name="T">What waits beside each window, such as whom to answer.</typeparam>
public sealed class WindowQueue<T>(int perStream)
{
    private readonly Dictionary<StreamId, Queue<Waiting>> _streams = [];
    private readonly Queue<StreamId> _turns = new();

    public int Count { get; private set; }

    /// <summary>Adds a window. Returns the stalest one of its stream when that had to make room; the caller disposes and answers it.</summary>
    public Waiting? Add(AvWindow window, T context)
    {
        if (!_streams.TryGetValue(window.Stream, out var queue))
        {
            _streams[window.Stream] = queue = new Queue<Waiting>();
            _turns.Enqueue(window.Stream);
        }
        queue.Enqueue(new Waiting(window, context));
        if (queue.Count <= perStream)
        {
            Count++;
            return null;
        }
        return queue.Dequeue();
    }

    /// <summary>Up to `most` windows, one stream after the other in turn, oldest first within a stream.</summary>
    public IReadOnlyList<Waiting> Take(int most)
    {
        var taken = new List<Waiting>(Math.Min(most, Count));
        while (taken.Count < most && _turns.TryDequeue(out var stream))
        {
            var queue = _streams[stream];
            taken.Add(queue.Dequeue());
            Count--;
            if (queue.Count > 0)
                _turns.Enqueue(stream);
            else
                _streams.Remove(stream);
        }
        return taken;
    }

    public readonly record struct Waiting(AvWindow Window, T Context);
}
