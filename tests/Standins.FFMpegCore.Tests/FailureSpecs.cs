using System.Diagnostics;
using System.Globalization;
using FFMpegCore;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace Standins.FFMpegCore.Tests;

public sealed class FailureSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_garbage_file_is_an_error_with_exit_code_and_cause()
    {
        var file = _folder.File("garbage.mp4");
        await File.WriteAllBytesAsync(file, Garbage(100_000));

        var error = await Failure(FFMpegArguments.FromFileInput(file).OutputToFile(_folder.File("out.wav")));

        Assert.Equal(FFMpegExceptionType.Process, error.Type);
        Assert.Contains("exit-code (1 - ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Invalid data found", error.FFMpegErrorOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_in_a_pipe_is_the_same_error_however_long_it_is()
    {
        var error = await Failure(FFMpegArguments
            .FromPipeInput(new StreamPipeSource(new MemoryStream(Garbage(20_000_000))), input => input.ForceFormat("mp4"))
            .OutputToPipe(new StreamPipeSink(Stream.Null), output => output.ForceFormat("wav")));

        Assert.Equal(FFMpegExceptionType.Process, error.Type);
    }

    [Fact]
    public async Task A_bad_exit_is_false_where_errors_are_not_thrown()
    {
        var run = FFMpegArguments.FromFileInput(_folder.File("missing.mp4"), verifyExists: false)
            .OutputToFile(_folder.File("out.wav"))
            .ProcessAsynchronously(throwOnError: false);

        Assert.False(await run.WaitAsync(Patience.Long));
    }

    [Fact]
    public async Task A_missing_file_is_noticed_before_the_start() =>
        await Assert.ThrowsAsync<FileNotFoundException>(() =>
            FFMpegArguments.FromFileInput(_folder.File("missing.mp4")).OutputToFile(_folder.File("out.wav")).ProcessAsynchronously());

    [Fact]
    public async Task A_process_that_dies_before_it_opens_its_pipes_is_an_error_at_once()
    {
        var options = FakeProgram.Install(_folder, "echo no such luck >&2; exit 7");

        var error = await Failure(
            FFMpegArguments.FromPipeInput(new StreamPipeSource(new MemoryStream(new byte[1000])))
                .OutputToPipe(new StreamPipeSink(Stream.Null), output => output.ForceFormat("nut")),
            options);

        Assert.Contains("(7 - no such luck)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_process_ends_its_output_and_is_an_error()
    {
        var options = FakeProgram.Install(_folder, $"echo $$ > '{_folder.File("pid")}'; exec ffmpeg \"$@\"");
        var flowing = new TaskCompletionSource();
        var ended = false;
        async Task Read(Stream stream, CancellationToken cancellationToken)
        {
            var buffer = new byte[4096];
            while (await stream.ReadAsync(buffer, cancellationToken) > 0) flowing.TrySetResult();
            ended = true;
        }

        var run = Failure(Clips.Endless().OutputToPipe(new StreamPipeSink(Read), output => output.ForceFormat("rawvideo")), options);
        await flowing.Task.WaitAsync(Patience.Long);
        var pid = int.Parse(await File.ReadAllTextAsync(_folder.File("pid")), CultureInfo.InvariantCulture);
        using (var process = Process.GetProcessById(pid)) process.Kill();

        var error = await run;
        Assert.Contains("(137 - ", error.Message, StringComparison.Ordinal);
        Assert.True(ended);
    }

    [Fact]
    public async Task A_sink_that_throws_ends_the_process_with_its_exception()
    {
        var run = Clips.Endless()
            .OutputToPipe(new StreamPipeSink((_, _) => throw new InvalidDataException("bad frame")), output => output.ForceFormat("rawvideo"))
            .ProcessAsynchronously();

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => run.WaitAsync(Patience.Long));
        Assert.Equal("bad frame", error.Message);
    }

    [Fact]
    public async Task A_source_that_throws_ends_the_process_with_its_exception()
    {
        static IEnumerable<IVideoFrame> Frames()
        {
            foreach (var frame in Clips.GrayFrames(3)) yield return frame;
            throw new InvalidDataException("camera lost");
        }

        var run = FFMpegArguments.FromPipeInput(new RawVideoPipeSource(Frames())).OutputToFile(_folder.File("out.mkv")).ProcessAsynchronously();

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => run.WaitAsync(Patience.Long));
        Assert.Equal("camera lost", error.Message);
    }

    [Fact]
    public async Task Pictures_of_another_size_are_refused()
    {
        static IEnumerable<IVideoFrame> Frames()
        {
            yield return new Clips.GrayFrame(64, 48, 0);
            yield return new Clips.GrayFrame(32, 48, 0);
        }

        var run = FFMpegArguments.FromPipeInput(new RawVideoPipeSource(Frames())).OutputToFile(_folder.File("out.mkv")).ProcessAsynchronously();

        await Assert.ThrowsAsync<FFMpegStreamFormatException>(() => run.WaitAsync(Patience.Long));
    }

    [Fact]
    public void Impossible_options_are_refused_when_they_are_given()
    {
        Assert.Throws<ArgumentException>(() => Clips.Tone().OutputToFile("x.mp4", true, output => output.WithConstantRateFactor(64)));
        Assert.Throws<FFMpegException>(() => Clips.Tone().OutputToFile("x.mp4", true, output => output.DisableChannel(global::FFMpegCore.Enums.Channel.Both)));
        Assert.Throws<FFMpegException>(() => Clips.Tone().OutputToFile("x.mp4", true, output => output.WithVideoCodec(FFMpeg.GetCodec("aac"))));
    }

    private static async Task<FFMpegException> Failure(FFMpegArgumentProcessor processor, FFOptions? options = null) =>
        await Assert.ThrowsAsync<FFMpegException>(() => processor.ProcessAsynchronously(true, options).WaitAsync(Patience.Long));

    private static byte[] Garbage(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
