using System.Threading.Channels;
using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks;

/// <summary>The bounded queue of one stream in front of one sink. What a stream's files suffer, its lane suffers alone.</summary>
public sealed class SinkLane
{
    private readonly IStreamSink _sink;
    private readonly SinkPort _port;
    private readonly Channel<SinkItem> _queue;

    internal SinkLane(SinkPort port, StreamId stream, int capacity, bool waits)
    {
        (_port, _sink, Stream) = (port, port.Sink, stream);
        _queue = Channel.CreateBounded<SinkItem>(
            new BoundedChannelOptions(capacity) { FullMode = waits ? BoundedChannelFullMode.Wait : BoundedChannelFullMode.DropOldest, SingleReader = true },
            dropped => Lose(dropped, LossReason.Overflow));
    }

    public StreamId Stream { get; }

    internal bool IsEmpty => _queue.Reader.Count == 0;

    /// <summary>Hands items to the sink until the lane is closed and empty. A failure leaves the item lost and counted, and is thrown.</summary>
    /// <param name="recovered">Called when an item has been handled.</param>
    public async Task PumpAsync(Action recovered, CancellationToken cancel)
    {
        while (await _queue.Reader.WaitToReadAsync(cancel).ConfigureAwait(false))
        {
            while (_queue.Reader.TryRead(out var item))
            {
                try
                {
                    using (item)
                        await _sink.WriteAsync(item, cancel).ConfigureAwait(false);
                }
                catch (Exception) when (Count(item, LossReason.Failed))
                {
                    throw;
                }
                SinkMetrics.Items.WithLabels(_sink.Name).Inc();
                recovered();
                if (item is StreamGoneItem)
                    _port.Leave(this);
            }
        }
    }

    /// <summary>Gives up what waits.</summary>
    public void Lose(LossReason reason)
    {
        while (_queue.Reader.TryRead(out var item))
            Lose(item, reason);
    }

    internal bool TryWrite(SinkItem item) => _queue.Writer.TryWrite(item);

    internal async ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        try
        {
            await _queue.Writer.WriteAsync(item, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ChannelClosedException or OperationCanceledException)
        {
            Lose(item, LossReason.Stopped);
        }
    }

    internal void Close() => _queue.Writer.TryComplete();

    internal void Lose(SinkItem item, LossReason reason)
    {
        Count(item, reason);
        item.Dispose();
    }

    private bool Count(SinkItem item, LossReason reason)
    {
        SinkMetrics.Lost.WithLabels(_sink.Name, Kind(item), reason.ToString().ToLowerInvariant()).Inc();
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
