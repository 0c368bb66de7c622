using NAudio.Wave;

namespace Standins.NAudio.Tests;

public sealed class WaveFileReaderSpecs
{
    [Fact]
    public void Reads_16_bit_stereo()
    {
        using var reader = Open(Sounds.File(Sounds.Pcm, 2, 16000, 16, [0x00, 0x80, 0xff, 0x7f, 0x00, 0x40, 0x00, 0x00]));

        Assert.Equal(new WaveFormat(16000, 16, 2), reader.WaveFormat);
        Assert.Equal((8, 2), (reader.Length, reader.SampleCount));
        Assert.Equal(TimeSpan.FromSeconds(2 / 16000.0), reader.TotalTime);
        Assert.Equal([[-1f, 32767 / 32768f], [0.5f, 0f]], reader.ReadFrames());
        Assert.Null(reader.ReadNextSampleFrame());
    }

    [Fact]
    public void Reads_24_and_32_bit_and_floating_point()
    {
        using var bits24 = Open(Sounds.File(Sounds.Pcm, 1, 16000, 24, [0, 0, 0x80, 0, 0, 0x40, 0xff, 0xff, 0xff]));
        Assert.Equal([[-1f], [0.5f], [-1 / 8388608f]], bits24.ReadFrames());

        using var bits32 = Open(Sounds.File(Sounds.Pcm, 1, 16000, 32, [0, 0, 0, 0x80, 0, 0, 0, 0x20]));
        Assert.Equal([[-1f], [0.25f]], bits32.ReadFrames());

        using var floats = Open(Sounds.File(Sounds.IeeeFloat, 1, 16000, 32, [.. BitConverter.GetBytes(0.125f), .. BitConverter.GetBytes(-3f)]));
        Assert.Equal([[0.125f], [-3f]], floats.ReadFrames());
    }

    [Theory]
    [InlineData(8, new byte[] { 0, 128, 192 }, new[] { -1f, 0f, 0.5f })]
    [InlineData(16, new byte[] { 0, 0x80, 0, 0x40 }, new[] { -1f, 0.5f })]
    [InlineData(24, new byte[] { 0, 0, 0x80, 0, 0, 0x40 }, new[] { -1f, 0.5f })]
    [InlineData(32, new byte[] { 0, 0, 0, 0x80, 0, 0, 0, 0x40 }, new[] { -1f, 0.5f })]
    public void Every_depth_becomes_numbers(short bits, byte[] data, float[] expected)
    {
        using var reader = Open(Sounds.File(Sounds.Pcm, 1, 16000, bits, data));

        Assert.Equal(expected, reader.ToSampleProvider().ReadAll());
    }

    [Fact]
    public void Frames_of_8_bit_are_refused()
    {
        using var reader = Open(Sounds.File(Sounds.Pcm, 1, 16000, 8, [1, 2]));

        Assert.Throws<InvalidOperationException>(reader.ReadNextSampleFrame);
    }

    [Fact]
    public void Reads_the_integers_of_an_extensible_file()
    {
        byte[] extra = [16, 0, 3, 0, 0, 0, .. new WaveFormatExtensible(48000, 16, 2).SubFormat.ToByteArray()];
        using var reader = Open(Sounds.File(Sounds.Extensible, 2, 48000, 16, [0, 0x40, 0, 0xc0], extra));

        Assert.Equal(WaveFormatEncoding.Extensible, reader.WaveFormat.Encoding);
        Assert.Equal([[0.5f, -0.5f]], reader.ReadFrames());
        Assert.Throws<ArgumentException>(reader.ToSampleProvider);
    }

    [Fact]
    public void Skips_and_names_other_chunks()
    {
        byte[] odd = [.. "LIST"u8, 3, 0, 0, 0, 7, 8, 9, 0];
        using var reader = Open(Sounds.File(Sounds.Pcm, 1, 16000, 16, [0, 0x40], before: odd));

        var chunk = Assert.Single(reader.ExtraChunks);
        Assert.Equal(("LIST", 3), (chunk.IdentifierAsString, chunk.Length));
        Assert.Equal([7, 8, 9], reader.GetChunkData(chunk));
        Assert.Equal([[0.5f]], reader.ReadFrames());
    }

    [Fact]
    public void Reads_an_rf64_file_by_its_long_sizes()
    {
        byte[] plain = Sounds.File(Sounds.Pcm, 1, 16000, 16, [0, 0x40, 0, 0x20]);
        byte[] sizes = [.. BitConverter.GetBytes((long)plain.Length + 28), .. BitConverter.GetBytes(4L), .. BitConverter.GetBytes(2L)];
        byte[] ds64 = [.. "ds64"u8, 28, 0, 0, 0, .. sizes, 0, 0, 0, 0];
        byte[] file = [.. "RF64"u8, 0xff, 0xff, 0xff, 0xff, .. "WAVE"u8, .. ds64, .. plain[12..]];

        using var reader = Open(file);

        Assert.Equal([[0.5f], [0.25f]], reader.ReadFrames());
    }

    [Fact]
    public void Moves_by_whole_blocks_and_no_further_than_the_end()
    {
        using var reader = Open(Sounds.File(Sounds.Pcm, 2, 16000, 16, new byte[40]));

        reader.Position = 7;
        Assert.Equal(4, reader.Position);
        reader.Position = 1000;
        Assert.Equal(40, reader.Position);
        Assert.False(reader.HasData(4));
        Assert.Equal(0, reader.Read(new byte[8], 0, 8));
        reader.CurrentTime = TimeSpan.FromSeconds(5 / 16000.0);
        Assert.Equal(20, reader.Position);
        Assert.Equal(8, reader.Seek(-12, SeekOrigin.Current));
        reader.Skip(-1);
        Assert.Equal(0, reader.Position);
    }

    [Fact]
    public void Only_whole_blocks_can_be_read()
    {
        using var reader = Open(Sounds.File(Sounds.Pcm, 2, 16000, 16, new byte[40]));

        Assert.Throws<ArgumentException>(() => reader.Read(new byte[6], 0, 6));
    }

    [Fact]
    public void Stops_where_the_sound_ends_though_the_file_goes_on()
    {
        byte[] file = [.. Sounds.File(Sounds.Pcm, 1, 16000, 16, [0, 0x40]), .. "trailing nonsense"u8];

        using var reader = Open(file);

        Assert.Equal([[0.5f]], reader.ReadFrames());
    }

    [Fact]
    public void A_cut_file_gives_what_is_there()
    {
        var file = Sounds.File(Sounds.Pcm, 1, 16000, 16, new byte[100]);
        using var reader = Open(file[..^50]);

        Assert.Equal(100, reader.Length);
        Assert.Equal(25, reader.ReadFrames().Length);

        using var inSample = Open(file[..^49]);
        Assert.Throws<InvalidDataException>(inSample.ReadFrames);
    }

    public static TheoryData<string, byte[]> Malformed => new()
    {
        { "no RIFF header", [.. "OggS"u8, .. new byte[60]] },
        { "no WAVE header", [.. "RIFF"u8, 60, 0, 0, 0, .. "AVI "u8, .. new byte[60]] },
        { "no fmt chunk", [.. "RIFF"u8, 12, 0, 0, 0, .. "WAVEdata"u8, 0, 0, 0, 0] },
        { "no data chunk", Sounds.File(Sounds.Pcm, 1, 16000, 16, [])[..36] },
        { "no ds64 chunk", Sounds.File(Sounds.Pcm, 1, 16000, 16, [1, 2], riff: "RF64") },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void What_is_no_wav_file_is_named(string problem, byte[] file)
    {
        var error = Assert.Throws<FormatException>(() => Open(file));

        Assert.Contains(problem, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(30)]
    public void A_file_that_ends_in_its_header_is_refused(int length)
    {
        var file = Sounds.File(Sounds.Pcm, 1, 16000, 16, [1, 2]);

        Assert.ThrowsAny<Exception>(() => Open(file[..length]));
    }

    [Fact]
    public void A_format_that_is_too_short_is_refused()
    {
        var file = Sounds.File(Sounds.Pcm, 1, 16000, 16, [1, 2]);

        Assert.Throws<InvalidDataException>(() => Open(file.With(16, 14)));
    }

    [Fact]
    public void A_file_is_closed_with_its_reader_and_after_a_failure()
    {
        var file = Path.GetTempFileName();
        try
        {
            Assert.Throws<EndOfStreamException>(() => new WaveFileReader(file));
            File.WriteAllBytes(file, Sounds.File(Sounds.Pcm, 1, 16000, 16, [1, 2]));
            new WaveFileReader(file).Dispose();
            using var alone = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            Assert.Equal(46, alone.Length);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static WaveFileReader Open(byte[] file) => new(new MemoryStream(file));
}
