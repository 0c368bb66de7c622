using DeepAvFusion.Scenes.Serve;

namespace DeepAvFusion.Scenes.Tests.Serve;

public sealed class BroadcastSpecs
{
    private static readonly byte[] Packet = [0x47, .. new byte[TransportSplitter.PacketSize - 1]];

    [Fact]
    public void A_viewer_that_never_reads_is_let_go_and_the_others_get_everything()
    {
        var broadcast = new Broadcast();
        using var slow = broadcast.Join();
        using var quick = broadcast.Join();
        var received = 0;
        for (var i = 0; i < 2000; i++)
        {
            broadcast.Send(Packet);
            while (quick.Blocks.TryRead(out var block)) received += block.Length;
        }

        Assert.Equal(2000 * Packet.Length, received);
        Assert.True(slow.Dropped.IsCancellationRequested);
        Assert.False(quick.Dropped.IsCancellationRequested);
        Assert.Equal((1, 1L), (broadcast.Viewers, broadcast.Dropped));
    }

    [Fact]
    public async Task Viewers_end_with_the_stream_and_may_leave_before()
    {
        var broadcast = new Broadcast();
        var left = broadcast.Join();
        using var stayed = broadcast.Join();
        left.Dispose();
        Assert.Equal(1, broadcast.Viewers);
        broadcast.Send(Packet);
        broadcast.End();
        Assert.Equal(Packet, await stayed.Blocks.ReadAsync());
        await stayed.Blocks.Completion;
        Assert.Equal(0, broadcast.Viewers);
    }
}
