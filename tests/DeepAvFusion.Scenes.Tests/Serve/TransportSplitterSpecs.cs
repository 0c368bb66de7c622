using DeepAvFusion.Scenes.Serve;

namespace DeepAvFusion.Scenes.Tests.Serve;

public sealed class TransportSplitterSpecs
{
    [Theory]
    [InlineData(100)]
    [InlineData(188)]
    [InlineData(5000)]
    public async Task Any_block_with_a_key_frame_can_be_the_first_one_a_decoder_gets(int pieces)
    {
        var stream = await Tool.RunAsync("ffmpeg", null, "-f", "lavfi", "-i", "testsrc=s=64x64:r=10:d=3", "-f", "lavfi", "-i", "sine=d=3",
            "-c:v", "libx264", "-profile:v", "baseline", "-pix_fmt", "yuv420p", "-g", "10", "-c:a", "aac", "-f", "mpegts", "pipe:1");
        var splitter = new TransportSplitter();
        var blocks = stream.Chunk(pieces).SelectMany(piece => splitter.Feed(piece)).ToList();
        Assert.All(blocks, block => Assert.Equal(0, block.Bytes.Length % TransportSplitter.PacketSize));
        Assert.Equal(3, blocks.Count(block => block.IsKey));

        var last = blocks.Skip(blocks.FindLastIndex(block => block.IsKey)).SelectMany(block => block.Bytes).ToArray();
        var frames = await Tool.RunAsync("ffmpeg", last, "-xerror", "-f", "mpegts", "-i", "pipe:0", "-map", "0:v", "-pix_fmt", "gray", "-f", "rawvideo", "pipe:1");
        Assert.Equal(10 * 64 * 64, frames.Length);
    }

    [Fact]
    public void Bytes_that_are_no_packets_are_passed_over()
    {
        var splitter = new TransportSplitter();
        Assert.Empty(splitter.Feed(new byte[1000]));
        var packet = new byte[TransportSplitter.PacketSize];
        packet[0] = 0x47;
        Assert.Single(splitter.Feed([1, 2, 3, .. packet]));
    }
}
