using System.Buffers.Binary;
using NAudio.Wave;

namespace Standins.NAudio.Tests;

/// <summary>Sounds of given numbers, and files of given bytes.</summary>
internal static class Sounds
{
    public const short Pcm = 1;
    public const short IeeeFloat = 3;
    public const short Extensible = -2;

    public static ISampleProvider Of(int channels, params float[] samples) => new Fixed(WaveFormat.CreateIeeeFloatWaveFormat(8000, channels), samples);

    public static float[] ReadAll(this ISampleProvider source, int chunk = 7)
    {
        var all = new List<float>();
        var buffer = new float[chunk * source.WaveFormat.Channels];
        int count;
        while ((count = source.Read(buffer, 0, buffer.Length)) > 0) all.AddRange(buffer.AsSpan(0, count));
        return [.. all];
    }

    public static float[][] ReadFrames(this WaveFileReader reader)
    {
        var frames = new List<float[]>();
        while (reader.ReadNextSampleFrame() is { } frame) frames.Add(frame);
        return [.. frames];
    }

    /// <summary>The same bytes but for two.</summary>
    public static byte[] With(this byte[] file, int position, short value)
    {
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(position), value);
        return file;
    }

    /// <summary>A WAV file as other programs write it.</summary>
    public static byte[] File(short tag, short channels, int rate, short bits, byte[] data, byte[]? extra = null, byte[]? before = null, string riff = "RIFF")
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var formatLength = extra is null ? 16 : 18 + extra.Length;
        writer.Write(riff.Select(c => (byte)c).ToArray());
        writer.Write(4 + 8 + formatLength + (before?.Length ?? 0) + 8 + data.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(formatLength);
        writer.Write(tag);
        writer.Write(channels);
        writer.Write(rate);
        writer.Write(rate * channels * bits / 8);
        writer.Write((short)(channels * bits / 8));
        writer.Write(bits);
        if (extra is not null)
        {
            writer.Write((short)extra.Length);
            writer.Write(extra);
        }

        if (before is not null) writer.Write(before);
        writer.Write("data"u8);
        writer.Write(data.Length);
        writer.Write(data);
        return stream.ToArray();
    }

    private sealed class Fixed(WaveFormat format, float[] samples) : ISampleProvider
    {
        private int _position;

        public WaveFormat WaveFormat => format;

        public int Read(float[] buffer, int offset, int count)
        {
            var given = Math.Min(count, samples.Length - _position);
            for (var i = 0; i < given; i++) buffer[offset + i] = samples[_position + i];
            _position += given;
            return given;
        }
    }
}
