using System.Diagnostics;
using NAudio.Utils;
using NAudio.Wave;

namespace Standins.NAudio.Tests;

public sealed class WaveFileWriterSpecs : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"naudio-specs-{Guid.NewGuid():N}.wav");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(16, 1 / 32768f)]
    [InlineData(24, 1 / 8388608f)]
    public void Integers_come_back_within_one_step(int bits, float step)
    {
        float[] samples = [0, 0.5f, -0.5f, 1, -1, 0.123456f];
        using (var writer = new WaveFileWriter(_file, new WaveFormat(16000, bits, 2))) writer.WriteSamples(samples, 0, samples.Length);

        using var reader = new WaveFileReader(_file);
        var back = reader.ReadFrames().SelectMany(frame => frame).ToArray();

        Assert.Equal(3, reader.SampleCount);
        Assert.All(samples.Zip(back), pair => Assert.Equal(pair.First, pair.Second, 1.01f * step));
    }

    [Fact]
    public void Floating_point_comes_back_as_it_was()
    {
        float[] samples = [0, 0.1f, -7, float.Epsilon];
        using (var writer = new WaveFileWriter(_file, WaveFormat.CreateIeeeFloatWaveFormat(16000, 1))) writer.WriteSamples(samples, 0, samples.Length);

        using var reader = new WaveFileReader(_file);
        Assert.Equal(samples, reader.ToSampleProvider().ReadAll());
        Assert.Equal("fact", Assert.Single(reader.ExtraChunks).IdentifierAsString);
        Assert.Equal(BitConverter.GetBytes(4), reader.GetChunkData(reader.ExtraChunks[0]));
    }

    [Fact]
    public void Short_integers_fit_every_depth()
    {
        foreach (var format in new[] { new WaveFormat(8000, 16, 1), new WaveFormat(8000, 24, 1), WaveFormat.CreateIeeeFloatWaveFormat(8000, 1) })
        {
            using (var writer = new WaveFileWriter(_file, format)) writer.WriteSamples([0, 16384, -16384, short.MaxValue], 1, 2);

            using var reader = new WaveFileReader(_file);
            var back = reader.ReadFrames().Select(frame => frame[0]).ToArray();
            Assert.Equal([0.5f, -0.5f], back.Select(sample => MathF.Round(sample, 4)));
        }
    }

    [Fact]
    public void The_header_of_16_bit_is_as_other_programs_expect_it()
    {
        using var stream = new MemoryStream();
        using (var writer = new WaveFileWriter(new IgnoreDisposeStream(stream), new WaveFormat(16000, 16, 1))) writer.Write([1, 2, 3, 4], 0, 4);

        Assert.Equal(
            [
                .. "RIFF"u8, 42, 0, 0, 0, .. "WAVE"u8,
                .. "fmt "u8, 18, 0, 0, 0, 1, 0, 1, 0, 0x80, 0x3e, 0, 0, 0, 0x7d, 0, 0, 2, 0, 16, 0, 0, 0,
                .. "data"u8, 4, 0, 0, 0, 1, 2, 3, 4,
            ],
            stream.ToArray());
    }

    [Fact]
    public void A_flushed_file_plays_up_to_there_while_it_is_still_written()
    {
        using var writer = new WaveFileWriter(_file, new WaveFormat(16000, 16, 1));
        writer.WriteSamples(new float[500], 0, 500);
        writer.Flush();
        writer.WriteSamples(new float[300], 0, 300);

        var asAfterCrash = Copy();
        using (var reader = new WaveFileReader(new MemoryStream(asAfterCrash))) Assert.Equal(500, reader.SampleCount);

        writer.Flush();
        using (var reader = new WaveFileReader(new MemoryStream(Copy()))) Assert.Equal(800, reader.ReadFrames().Length);
    }

    [Fact]
    public void A_file_is_whole_after_several_flushes()
    {
        using (var writer = new WaveFileWriter(_file, WaveFormat.CreateIeeeFloatWaveFormat(16000, 1)))
        {
            for (var i = 0; i < 5; i++)
            {
                writer.WriteSample(i);
                writer.Flush();
            }

            Assert.Equal((20, 20), (writer.Length, writer.Position));
            Assert.Equal(TimeSpan.FromSeconds(5 / 16000.0), writer.TotalTime);
        }

        using var reader = new WaveFileReader(_file);
        Assert.Equal([0, 1, 2, 3, 4], reader.ToSampleProvider().ReadAll());
    }

    [Fact]
    public void FFmpeg_reads_what_it_writes()
    {
        using (var writer = new WaveFileWriter(_file, new WaveFormat(16000, 24, 2))) writer.WriteSamples(new float[3200], 0, 3200);
        string[] arguments = ["-v", "error", "-show_entries", "stream=codec_name,sample_rate,channels,duration_ts", "-of", "csv=p=0", _file];
        using var probe = Process.Start(new ProcessStartInfo("ffprobe", arguments) { RedirectStandardOutput = true })!;

        Assert.Equal("pcm_s24le,16000,2,1600", probe.StandardOutput.ReadToEnd().Trim());
        probe.WaitForExit();
        Assert.Equal(0, probe.ExitCode);
    }

    [Fact]
    public void Whole_sounds_are_written_in_one_call()
    {
        WaveFileWriter.CreateWaveFile16(_file, Sounds.Of(2, 2f, -2f, 0.25f, 0));
        using (var reader = new WaveFileReader(_file))
        {
            Assert.Equal(new WaveFormat(8000, 16, 2), reader.WaveFormat);
            Assert.Equal([[32767 / 32768f, -32767 / 32768f], [8191 / 32768f, 0]], reader.ReadFrames());
        }

        using var stream = new MemoryStream();
        WaveFileWriter.WriteWavFileToStream(stream, Sounds.Of(1, 0.5f, -4f).ToWaveProvider());
        stream.Position = 0;
        using var second = new WaveFileReader(stream);
        Assert.Equal([0.5f, -4f], second.ToSampleProvider().ReadAll());
    }

    [Fact]
    public void It_is_a_stream_for_writing_only()
    {
        using var writer = new WaveFileWriter(_file, new WaveFormat(16000, 16, 1));

        Assert.Equal((false, true, false), (writer.CanRead, writer.CanWrite, writer.CanSeek));
        Assert.Equal(_file, writer.Filename);
        Assert.Throws<InvalidOperationException>(() => writer.Read(new byte[2], 0, 2));
        Assert.Throws<InvalidOperationException>(() => writer.Seek(0, SeekOrigin.Begin));
        Assert.Throws<InvalidOperationException>(() => writer.Position = 0);
        Assert.Throws<InvalidOperationException>(() => writer.SetLength(0));
    }

    [Fact]
    public void Numbers_do_not_fit_8_bit_files()
    {
        using var writer = new WaveFileWriter(_file, new WaveFormat(16000, 8, 1));

        Assert.Throws<InvalidOperationException>(() => writer.WriteSample(0));
    }

    [Fact]
    public void A_file_that_would_be_too_large_is_refused()
    {
        using var stream = new LargeStream();
        using var writer = new WaveFileWriter(stream, new WaveFormat(16000, 16, 1));
        stream.Pretended = uint.MaxValue - 10L;

        Assert.Throws<ArgumentException>(() => writer.Write(new byte[100], 0, 100));
        stream.Pretended = null;
    }

    private byte[] Copy()
    {
        using var open = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        open.CopyTo(copy);
        return copy.ToArray();
    }

    private sealed class LargeStream : MemoryStream
    {
        public long? Pretended { get; set; }

        public override long Length => Pretended ?? base.Length;
    }
}
