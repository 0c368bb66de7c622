#if !PACKAGE_NAUDIO_CORE
using NAudio.Wave;

namespace Standins.NAudio.Tests;

/// <summary>Where the stand-in does not follow the package, as its README says.</summary>
public sealed class DeviationSpecs
{
    [Fact]
    public void No_bytes_crash_the_reader()
    {
        var random = new Random(1);
        var good = Sounds.File(Sounds.Extensible, 2, 48000, 16, new byte[64], new byte[22], [.. "LIST"u8, 4, 0, 0, 0, 1, 2, 3, 4]);
        for (var i = 0; i < 3000; i++)
        {
            var bad = good.ToArray();
            for (var change = 0; change < 1 + (i % 4); change++) bad[random.Next(bad.Length)] = (byte)random.Next(256);
            try
            {
                using var reader = new WaveFileReader(new MemoryStream(bad));
                Assert.InRange(reader.Read(new byte[reader.WaveFormat.BlockAlign], 0, reader.WaveFormat.BlockAlign), 0, reader.WaveFormat.BlockAlign);
            }
            catch (Exception error) when (error is FormatException or InvalidDataException or EndOfStreamException)
            {
                Assert.NotEmpty(error.Message);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void A_bad_block_align_is_named(short blockAlign)
    {
        var file = Sounds.File(Sounds.Pcm, 1, 16000, 16, [1, 2]).With(32, blockAlign);

        var error = Assert.Throws<FormatException>(() => new WaveFileReader(new MemoryStream(file)));

        Assert.Contains($"block align is {blockAlign}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Floating_point_in_an_extensible_file_is_refused()
    {
        byte[] extra = [32, 0, 3, 0, 0, 0, .. new WaveFormatExtensible(48000, 32, 1).SubFormat.ToByteArray()];
        using var reader = new WaveFileReader(new MemoryStream(Sounds.File(Sounds.Extensible, 1, 48000, 32, [0, 0, 0, 0], extra)));

        Assert.Throws<InvalidOperationException>(reader.ReadNextSampleFrame);
    }
}
#endif
