using System.Collections.Concurrent;
using System.Threading.Channels;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Sinks.Live;

/// <summary>The sink behind the page: spreads previews and results to whoever watches, now. Watchers are bounded in number and each has its own bounded queue.</summary>
public sealed class LiveHub(int watchersPerStream) : IStreamSink
{
    // about two seconds of previews and results: a watcher that lags more loses the oldest
    private const int ItemsPerWatcher = 64;

    private readonly ConcurrentDictionary<StreamId, Audience> _audiences = new();

    public string Name => "live";

    public bool Wants(Type item) => item == typeof(AnalysisItem) || item == typeof(PreviewItem) || item == typeof(RunStartedItem) || item == typeof(RunEndedItem) || item == typeof(StreamGoneItem);

    /// <summary>The latest result of a stream, or null.</summary>
    public AvAnalysis? Latest(StreamId stream) => _audiences.TryGetValue(stream, out var audience) ? audience.Latest : null;

    /// <summary>Begins to watch; null when the stream has as many watchers as allowed.</summary>
    public LiveWatch? Watch(StreamId stream)
    {
        var audience = _audiences.GetOrAdd(stream, _ => new Audience());
        lock (audience)
        {
            if (audience.Watches.Count >= watchersPerStream)
                return null;
            var watch = new LiveWatch(NewQueue(), gone => Leave(audience, gone));
            audience.Watches.Add(watch);
            return watch;
        }
    }

    public ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        if (item is StreamGoneItem)
        {
            if (_audiences.TryRemove(item.Stream, out var gone))
                Dismiss(gone);
            return ValueTask.CompletedTask;
        }
        var audience = _audiences.GetOrAdd(item.Stream, _ => new Audience());
        lock (audience)
        {
            if (item is AnalysisItem { Analysis: var analysis })
                audience.Latest = analysis;
            foreach (var watch in audience.Watches)
                watch.Offer(item.Retain());
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var audience in _audiences.Values)
            Dismiss(audience);
        return ValueTask.CompletedTask;
    }

    private static void Dismiss(Audience audience)
    {
        LiveWatch[] watches;
        lock (audience)
            watches = [.. audience.Watches];
        foreach (var watch in watches)
            watch.Dispose();
    }

    private static void Leave(Audience audience, LiveWatch watch)
    {
        lock (audience)
            audience.Watches.Remove(watch);
    }

    private static Channel<SinkItem> NewQueue() => Channel.CreateBounded<SinkItem>(
        new BoundedChannelOptions(ItemsPerWatcher) { FullMode = BoundedChannelFullMode.DropOldest },
        dropped =>
        {
            SinkMetrics.Lost.WithLabels("live", "watcher", "overflow").Inc();
            dropped.Dispose();
        });

    private sealed class Audience
    {
        public List<LiveWatch> Watches { get; } = [];

        public AvAnalysis? Latest { get; set; }
    }
}
