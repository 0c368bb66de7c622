using System.Buffers.Binary;
using System.Text;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Server.Live;

/// <summary>The binary messages of the live channel; numbers are little-endian, times seconds on the stream's clock (Live/README.md).</summary>
internal static class LiveMessage
{
    public const byte PictureKind = 1;
    public const byte MapKind = 2;
    public const byte SoundKind = 3;

    private const int MapSide = 56;

    /// <summary>kind, time (f64), JPEG.</summary>
    public static byte[] Picture(PreviewFrame preview) => [.. Head(PictureKind, preview.Time), .. preview.Jpeg.Span];

    /// <summary>kind, centre of the window (f64), width and height (u16 each), probability bytes, region bytes.</summary>
    public static byte[] Map(AvAnalysis analysis, SoundingMap map)
    {
        var (width, height) = (Math.Min(MapSide, map.Width), Math.Min(MapSide, map.Height));
        var message = new byte[13 + (2 * width * height)];
        Head(MapKind, analysis.Centre).CopyTo(message, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(9), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(11), (ushort)height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var from = ((((2 * y) + 1) * map.Height / (2 * height)) * map.Width) + (((2 * x) + 1) * map.Width / (2 * width));
                message[13 + (y * width) + x] = map.Probability[from];
                message[13 + (width * height) + (y * width) + x] = map.Region[from];
            }
        }
        return message;
    }

    /// <summary>kind, time of the first sample (f64), length of the track's name (u8), name, 16-bit samples at 16 kHz.</summary>
    public static byte[] Sound(TrackChunk chunk)
    {
        var name = Encoding.ASCII.GetBytes(chunk.Track.ToString());
        var message = new byte[10 + name.Length + (2 * chunk.Samples.Length)];
        Head(SoundKind, chunk.Start).CopyTo(message, 0);
        message[9] = (byte)name.Length;
        name.CopyTo(message, 10);
        for (var i = 0; i < chunk.Samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(message.AsSpan(10 + name.Length + (2 * i)), (short)Math.Clamp(MathF.Round(chunk.Samples[i] * 32767), -32768, 32767));
        return message;
    }

    private static byte[] Head(byte kind, MediaTime time)
    {
        var head = new byte[9];
        head[0] = kind;
        BinaryPrimitives.WriteDoubleLittleEndian(head.AsSpan(1), time.Seconds);
        return head;
    }
}
