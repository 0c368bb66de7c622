using DeepAvFusion.Media.Nut;

namespace DeepAvFusion.Media.Tests.Nut;

public sealed class NutSpecs(Clips clips) : IClassFixture<Clips>
{
    private const int Bytes = 8 * 4 * 4;

    [Fact]
    public void Reads_what_it_writes()
    {
        var reader = new NutReader(new MemoryStream(Made(50)), 1 << 20);
        reader.ReadHeaders();
        Assert.Equal([NutClass.Video, NutClass.Audio], reader.Streams.Select(s => s.Class));
        Assert.True(reader.Streams[0] is { Width: 8, Height: 4 } && reader.Streams[1] is { Rate: 16000, Channels: 1 });
        for (var i = 0; i < 50; i++)
        {
            Assert.True(reader.ReadFrame(out var frame));
            Assert.Equal(new NutFrame(i % 2, i * 1000L, Bytes), frame);
            var payload = new byte[Bytes];
            if (i % 3 > 0)
                reader.ReadPayload(payload.AsSpan(0, 32 * (i % 3)));
            Assert.Equal(i % 3 > 0 ? i : 0, payload[0]);
        }
        Assert.False(reader.ReadFrame(out _));
        Assert.Equal(0, reader.Damages);
    }

    [Fact]
    public void Finds_the_next_sync_point_behind_damage()
    {
        var bytes = Made(50);
        var random = new Random(5);
        random.NextBytes(bytes.AsSpan(bytes.Length / 2, 300));
        var reader = new NutReader(new MemoryStream(bytes), 1 << 20);
        reader.ReadHeaders();
        var times = new List<long>();
        while (reader.ReadFrame(out var frame))
            times.Add(frame.Pts);
        Assert.True(reader.Damages > 0);
        Assert.InRange(times.Count, 44, 49);
        Assert.Equal(49000, times[^1]);
    }

    [Fact]
    public void Ends_in_a_refusal_or_an_end_for_any_damage()
    {
        var good = Made(6);
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var bytes = good[..random.Next(1, good.Length + 1)];
            for (var hits = random.Next(1, 12); hits > 0; hits--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                var reader = new NutReader(new MemoryStream(bytes), 4096);
                reader.ReadHeaders();
                var frames = 0;
                while (reader.ReadFrame(out var frame))
                    Assert.True(frame.Size <= 4096 && ++frames < 1000);
            }
            catch (Exception e) when (e is NutException or EndOfStreamException)
            {
                // what a reader of a damaged pipe has to expect
            }
        }
    }

    [Fact]
    public void Writes_what_FFmpeg_reads()
    {
        File.WriteAllBytes(clips["made.nut"], Made(50));
        Clips.Run("-xerror", "-i", clips["made.nut"], "-map", "0:v", "-pix_fmt", "rgb24", "-f", "rawvideo", clips["copy.rgb"]);
        Assert.Equal(Enumerable.Range(0, 25).SelectMany(i => Enumerable.Repeat((byte)(2 * i), 8 * 4 * 3)), File.ReadAllBytes(clips["copy.rgb"]));
    }

    private static byte[] Made(int frames)
    {
        var writer = new NutWriter();
        using var file = new MemoryStream();
        file.Write(writer.Headers(8, 4, 16000).Span);
        for (var i = 0; i < frames; i++)
        {
            file.Write(writer.Frame(i % 2, i * 1000L, Bytes).Span);
            file.Write(Enumerable.Repeat((byte)i, Bytes).ToArray());
        }
        return file.ToArray();
    }
}
