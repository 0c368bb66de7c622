using FFMpegCore;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace Standins.FFMpegCore.Tests;

public sealed class ConversionSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writes_a_file_that_analyses_as_asked_for()
    {
        var file = _folder.File("clip.mp4");

        var done = await Clips.TestPicture(seconds: 1)
            .AddFileInput("sine=frequency=440:duration=1", false, input => input.ForceFormat("lavfi"))
            .OutputToFile(file, true, output => output
                .WithVideoCodec(VideoCodec.LibX264)
                .WithAudioCodec("aac")
                .WithSpeedPreset(Speed.UltraFast)
                .WithConstantRateFactor(30)
                .ForcePixelFormat("yuv420p")
                .WithVideoFilters(filters => filters.Scale(96, 64))
                .WithFramerate(10)
                .WithAudioSamplingRate(16000)
                .WithFastStart())
            .ProcessAsynchronously();

        var analysis = await FFProbe.AnalyseAsync(file);
        Assert.True(done);
        Assert.Equal((96, 64), (analysis.PrimaryVideoStream!.Width, analysis.PrimaryVideoStream.Height));
        Assert.Equal(10, analysis.PrimaryVideoStream.AvgFrameRate);
        Assert.Equal("h264", analysis.PrimaryVideoStream.CodecName);
        Assert.Equal("yuv420p", analysis.PrimaryVideoStream.PixelFormat);
        Assert.Equal("aac", analysis.PrimaryAudioStream!.CodecName);
        Assert.Equal(16000, analysis.PrimaryAudioStream.SampleRateHz);
        Assert.InRange(analysis.Duration.TotalSeconds, 0.9, 1.2);
        Assert.Contains("mp4", analysis.Format.FormatName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivers_every_byte_of_a_piped_output()
    {
        using var bytes = new MemoryStream();

        await Clips.TestPicture(seconds: 2)
            .OutputToPipe(new StreamPipeSink(bytes), output => output.ForceFormat("rawvideo").ForcePixelFormat("rgb24"))
            .ProcessAsynchronously();

        Assert.Equal(Clips.Width * Clips.Height * 3 * Clips.Rate * 2, bytes.Length);
    }

    [Fact]
    public async Task Delivers_an_output_so_short_that_the_process_is_gone_before_it_is_read()
    {
        using var bytes = new MemoryStream();
        async Task Slowly(Stream stream, CancellationToken cancellationToken)
        {
            await Task.Yield();
            await stream.CopyToAsync(bytes, cancellationToken);
        }

        for (var i = 0; i < 5; i++)
        {
            bytes.SetLength(0);
            await Clips.TestPicture(seconds: 1)
                .OutputToPipe(new StreamPipeSink(Slowly), output => output.WithFrameOutputCount(1).ForceFormat("rawvideo").ForcePixelFormat("gray"))
                .ProcessAsynchronously();
            Assert.Equal(Clips.Width * Clips.Height, bytes.Length);
        }
    }

    [Fact]
    public async Task Feeds_two_pipes_and_reads_two_pipes_at_once()
    {
        using var pictures = new MemoryStream();
        using var sound = new MemoryStream();

        await FFMpegArguments
            .FromPipeInput(new RawVideoPipeSource(Clips.GrayFrames(25)) { FrameRate = 25 })
            .AddPipeInput(new StreamPipeSource(new MemoryStream(new byte[32000])), input => input.WithCustomArgument("-f s16le -ar 16000 -ac 1"))
            .MultiOutput(outputs => outputs
                .OutputToPipe(new StreamPipeSink(pictures), output => output.WithCustomArgument("-map 0:v").ForceFormat("rawvideo"))
                .OutputToPipe(new StreamPipeSink(sound), output => output.WithCustomArgument("-map 1:a").ForceFormat("s16le")))
            .ProcessAsynchronously();

        Assert.Equal(25 * Clips.Width * Clips.Height, pictures.Length);
        Assert.Equal(32000, sound.Length);
        Assert.Equal(24, pictures.ToArray()[^1]);
    }

    [Fact]
    public async Task Several_processes_run_beside_each_other()
    {
        async Task<long> Convert(int seconds)
        {
            using var bytes = new MemoryStream();
            await Clips.TestPicture(seconds)
                .OutputToPipe(new StreamPipeSink(bytes), output => output.ForceFormat("rawvideo").ForcePixelFormat("gray"))
                .ProcessAsynchronously();
            return bytes.Length / (Clips.Width * Clips.Height * Clips.Rate);
        }

        var lengths = await Task.WhenAll(Convert(1), Convert(2), Convert(3), Convert(4));

        Assert.Equal([1, 2, 3, 4], lengths);
    }

    [Fact]
    public void Runs_for_a_caller_that_blocks()
    {
        var file = _folder.File("tone.wav");

        Assert.True(Clips.Tone().OutputToFile(file).ProcessSynchronously());

        Assert.Equal(1, FFProbe.Analyse(file).Duration.TotalSeconds);
    }

    [Fact]
    public async Task Reports_progress_up_to_the_whole()
    {
        var percentages = new List<double>();
        var times = new List<TimeSpan>();

        await Clips.TestPicture(seconds: 2)
            .OutputToFile(_folder.File("clip.mkv"))
            .NotifyOnProgress(percentages.Add, TimeSpan.FromSeconds(2))
            .NotifyOnProgress(times.Add)
            .ProcessAsynchronously();

        Assert.Equal(100, percentages[^1]);
        Assert.Equal(TimeSpan.FromSeconds(2), times[^1]);
        Assert.All(percentages, percentage => Assert.InRange(percentage, 0, 101));
    }

    [Fact]
    public async Task Reports_lines_of_stdout_and_stderr()
    {
        var output = new List<string>();
        var errors = new List<string>();

        await Clips.Tone()
            .OutputToUrl("pipe:1", options => options.ForceFormat("ffmetadata"))
            .NotifyOnOutput(output.Add)
            .NotifyOnError(errors.Add)
            .ProcessAsynchronously();

        Assert.Equal(";FFMETADATA1", output[0]);
        Assert.Contains(errors, line => line.StartsWith("ffmpeg version", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refuses_to_overwrite_where_that_is_off()
    {
        var file = _folder.File("there.wav");
        await File.WriteAllTextAsync(file, "precious");

        var error = await Assert.ThrowsAsync<FFMpegException>(() => Clips.Tone().OutputToFile(file, overwrite: false).ProcessAsynchronously());

        Assert.Equal(FFMpegExceptionType.File, error.Type);
        Assert.Equal("precious", await File.ReadAllTextAsync(file));
    }
}
