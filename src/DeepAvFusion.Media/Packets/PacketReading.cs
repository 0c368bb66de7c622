using DeepAvFusion.Media.Nut;

namespace DeepAvFusion.Media.Packets;

/// <summary>Takes packets out of FFmpeg as they come, so that it never waits for them.</summary>
internal static class PacketReading
{
    private const int MostPayload = 16 << 20;

    /// <summary>Reads until the pipe ends; what cannot be understood is read over.</summary>
    public static void Read(Stream pipe, PacketRing ring)
    {
        try
        {
            var nut = new NutReader(pipe, MostPayload);
            nut.ReadHeaders();
            ring.Begin(nut.Streams);
            while (nut.ReadFrame(out var frame))
            {
                var data = new byte[frame.Size];
                nut.ReadPayload(data);
                var stream = nut.Streams[frame.Stream];
                ring.Add(frame.Stream, frame.IsKey, (long)((Int128)frame.Pts * stream.Numerator * TimeSpan.TicksPerSecond / stream.Denominator), data);
            }
        }
        catch (Exception e) when (e is NutException or EndOfStreamException)
        {
            pipe.CopyTo(Stream.Null);
        }
        finally
        {
            ring.End();
        }
    }
}
