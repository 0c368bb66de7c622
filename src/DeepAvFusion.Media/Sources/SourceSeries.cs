using DeepAvFusion.Core;
using Prometheus;

namespace DeepAvFusion.Media.Sources;

/// <summary>Knows when the last source of a removed stream has closed, so that what it still counts on its way out leaves no metric series. Thread-safe.</summary>
public static class SourceSeries
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<StreamId, int> Open = [];
    private static readonly HashSet<StreamId> Gone = [];

    /// <summary>The stream was removed: its series go now, and again when its last source has closed.</summary>
    public static void Forget(StreamId stream)
    {
        lock (Gate)
        {
            if (Open.ContainsKey(stream))
                Gone.Add(stream);
            MediaMetrics.Remove(stream);
        }
    }

    /// <summary>Takes a removed stream out of a metric whose first label is the stream.</summary>
    public static void Remove<T>(Collector<T> metric, StreamId stream) where T : ChildBase
    {
        foreach (var labels in metric.GetAllLabelValues().Where(labels => labels[0] == stream.Value).ToList())
            metric.RemoveLabelled(labels);
    }

    /// <summary>As <see cref="Hold"/>, for a stream that is there, maybe again under the name of one that was removed.</summary>
    internal static IDisposable Begin(StreamId stream)
    {
        lock (Gate)
            Gone.Remove(stream);
        return Hold(stream);
    }

    /// <summary>Somebody counts for the stream until the holder is disposed.</summary>
    internal static IDisposable Hold(StreamId stream) => new Holder(stream);

    private sealed class Holder : IDisposable
    {
        private readonly StreamId _stream;
        private bool _released;

        public Holder(StreamId stream)
        {
            _stream = stream;
            lock (Gate)
                Open[stream] = Open.GetValueOrDefault(stream) + 1;
        }

        public void Dispose()
        {
            lock (Gate)
            {
                if (_released)
                    return;
                _released = true;
                if (--Open[_stream] > 0)
                    return;
                Open.Remove(_stream);
                if (Gone.Remove(_stream))
                    MediaMetrics.Remove(_stream);
            }
        }
    }
}
