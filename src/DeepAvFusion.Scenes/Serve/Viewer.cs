using System.Threading.Channels;

namespace DeepAvFusion.Scenes.Serve;

/// <summary>One viewer's place in a broadcast: its blocks wait here until it reads them.</summary>
internal sealed class Viewer : IDisposable
{
    private const int MostWaiting = 256;
    private readonly Broadcast _broadcast;
    private readonly Channel<byte[]> _blocks;
    private readonly CancellationTokenSource _dropped = new();

    public Viewer(Broadcast broadcast, IReadOnlyCollection<byte[]> first)
    {
        _broadcast = broadcast;
        _blocks = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting + first.Count) { SingleReader = true });
        foreach (var block in first) _blocks.Writer.TryWrite(block);
    }

    /// <summary>Ends when the stream does.</summary>
    public ChannelReader<byte[]> Blocks => _blocks.Reader;

    /// <summary>Cancelled when the viewer was let go for being too slow.</summary>
    public CancellationToken Dropped => _dropped.Token;

    public void Dispose()
    {
        _broadcast.Leave(this);
        _dropped.Dispose();
    }

    internal bool Offer(byte[] block) => _blocks.Writer.TryWrite(block);

    internal void Drop() => _ = _dropped.CancelAsync();

    internal void End() => _blocks.Writer.TryComplete();
}
