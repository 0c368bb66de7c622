using System.Threading.Channels;
using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks;

/// <summary>The bounded queue in front of one sink. A slow sink delays or loses only its own items.</summary>
public sealed class SinkPort : IDisposable
{
    private readonly Channel<SinkItem> _queue;

    /// <param name="waits">True: a full queue makes the producer wait (files). False: the oldest item is dropped and counted (live).</param>
    public SinkPort(IStreamSink sink, int capacity, bool waits)
    {
        Sink = sink;
        _queue = Channel.CreateBounded<SinkItem>(
            new BoundedChannelOptions(capacity) { FullMode = waits ? BoundedChannelFullMode.Wait : BoundedChannelFullMode.DropOldest, SingleReader = true },
            dropped => Lose(dropped, LossReason.Overflow));
    }

    public IStreamSink Sink { get; }

    /// <summary>Completes when the port is closed and every item has been handled or lost.</summary>
    public Task Drained => _queue.Reader.Completion;

    /// <summary>Brings an item, which stays the caller's to dispose.</summary>
    public async ValueTask BringAsync(SinkItem item, CancellationToken cancel)
    {
        if (!Sink.Wants(item.GetType()))
            return;
        var kept = item.Retain();
        if (_queue.Writer.TryWrite(kept))
            return;
        try
        {
            await _queue.Writer.WriteAsync(kept, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ChannelClosedException or OperationCanceledException)
        {
            Lose(kept, LossReason.Stopped);
        }
    }

    /// <summary>Hands items to the sink until the port is closed and empty. A failure leaves the item lost and counted, and is thrown.</summary>
    public async Task PumpAsync(CancellationToken cancel)
    {
        while (await _queue.Reader.WaitToReadAsync(cancel).ConfigureAwait(false))
        {
            while (_queue.Reader.TryRead(out var item))
            {
                try
                {
                    using (item)
                        await Sink.WriteAsync(item, cancel).ConfigureAwait(false);
                    SinkMetrics.Items.WithLabels(Sink.Name).Inc();
                }
                catch (Exception) when (Count(item, LossReason.Failed))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>No more items; those inside are still handled.</summary>
    public void Close() => _queue.Writer.TryComplete();

    public void Dispose()
    {
        Close();
        while (_queue.Reader.TryRead(out var item))
            Lose(item, LossReason.Stopped);
    }

    private void Lose(SinkItem item, LossReason reason)
    {
        Count(item, reason);
        item.Dispose();
    }

    private bool Count(SinkItem item, LossReason reason)
    {
        SinkMetrics.Lost.WithLabels(Sink.Name, Kind(item), reason.ToString().ToLowerInvariant()).Inc();
        return true;
    }

    private static string Kind(SinkItem item) => item switch
    {
        AnalysisItem => "analysis",
        PictureItem => "picture",
        PreviewItem => "preview",
        _ => "notice",
    };
}
