using NAudio.Wave;

namespace Standins.NAudio.Tests;

public sealed class WaveFormatSpecs
{
    [Fact]
    public void Derived_values_follow_from_rate_bits_and_channels()
    {
        var format = new WaveFormat(48000, 24, 6);

        Assert.Equal((WaveFormatEncoding.Pcm, 48000, 24, 6), (format.Encoding, format.SampleRate, format.BitsPerSample, format.Channels));
        Assert.Equal((18, 864000, 0), (format.BlockAlign, format.AverageBytesPerSecond, format.ExtraSize));
        Assert.Equal(new WaveFormat(44100, 16, 2), new WaveFormat());
        Assert.Equal(new WaveFormat(16000, 16, 1), new WaveFormat(16000, 1));
    }

    [Fact]
    public void Floating_point_has_32_bits()
    {
        var format = WaveFormat.CreateIeeeFloatWaveFormat(16000, 2);

        Assert.Equal((WaveFormatEncoding.IeeeFloat, 32, 8, 128000), (format.Encoding, format.BitsPerSample, format.BlockAlign, format.AverageBytesPerSecond));
    }

    [Fact]
    public void Formats_are_compared_by_value()
    {
        Assert.Equal(new WaveFormat(16000, 16, 1), new WaveFormat(16000, 16, 1));
        Assert.Equal(new WaveFormat(16000, 16, 1).GetHashCode(), new WaveFormat(16000, 16, 1).GetHashCode());
        Assert.NotEqual(new WaveFormat(16000, 16, 1), new WaveFormat(16000, 16, 2));
        Assert.NotEqual(new WaveFormat(16000, 32, 1), WaveFormat.CreateIeeeFloatWaveFormat(16000, 1));
        Assert.False(new WaveFormat().Equals("44100"));
    }

    [Fact]
    public void A_format_survives_writing_and_reading()
    {
        foreach (var format in new[] { new WaveFormat(22050, 8, 1), WaveFormat.CreateIeeeFloatWaveFormat(48000, 2), new WaveFormatExtensible(48000, 24, 6) })
        {
            using var stream = new MemoryStream();
            format.Serialize(new BinaryWriter(stream));
            Assert.Equal(4 + 18 + format.ExtraSize, stream.Length);

            stream.Position = 0;
            Assert.Equal(format, new WaveFormat(new BinaryReader(stream)));
        }
    }

    [Fact]
    public void An_extensible_format_has_a_standard_one()
    {
        Assert.Equal(new WaveFormat(48000, 16, 2), new WaveFormatExtensible(48000, 16, 2).ToStandardWaveFormat());
        Assert.Equal(WaveFormat.CreateIeeeFloatWaveFormat(48000, 2), new WaveFormatExtensible(48000, 32, 2).AsStandardWaveFormat());
        Assert.Equal(WaveFormatEncoding.Extensible, new WaveFormatExtensible(48000, 16, 2).Encoding);
        Assert.Equal(22, new WaveFormatExtensible(48000, 16, 2).ExtraSize);
    }

    [Fact]
    public void A_sound_needs_a_channel() => Assert.Throws<ArgumentOutOfRangeException>(() => new WaveFormat(16000, 16, 0));

    [Fact]
    public void Time_spans_round_up_to_whole_blocks()
    {
        Assert.Equal(320, new WaveFormat(16000, 16, 1).ConvertLatencyToByteSize(10));
        Assert.Equal(532, new WaveFormat(44100, 16, 2).ConvertLatencyToByteSize(3));
    }
}
