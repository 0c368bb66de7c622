using System.Diagnostics;
using DeepAvFusion.Media.Ffmpeg;
using FFMpegCore;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace DeepAvFusion.Media.Tests.Ffmpeg;

public sealed class FfmpegRunSpecs(Clips clips) : IClassFixture<Clips>
{
    // FFMpegCore alone lets a process that does not listen live for five seconds more.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Cancelling_ends_a_process_that_is_stuck_and_leaves_none_behind()
    {
        using var server = new SilentServer();
        using var cancellation = new CancellationTokenSource();
        var before = Leftovers.Count().Children;
        var run = FFMpegArguments.FromUrlInput(server.Address)
            .OutputToPipe(new StreamPipeSink(Stream.Null), options => options.ForceFormat("nut"))
            .RunAsync(cancellation.Token);
        using var connection = await server.AcceptAsync();
        Assert.Equal(before + 1, Leftovers.Count().Children);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(AtOnce));
        await SilentServer.HangUpAsync(connection);
        Assert.Equal(before, Leftovers.Count().Children);
    }

    [Fact]
    public async Task Cancelling_a_process_that_takes_no_command_any_more_is_no_trouble()
    {
        using var server = new SilentServer();
        using var tools = new FakeTools($"exec 0<&-; exec 3<>/dev/tcp/127.0.0.1/{server.Port}; read <&3");
        using var cancellation = new CancellationTokenSource();
        var run = FFMpegArguments.FromUrlInput(server.Address).OutputToFile(clips["never.wav"]).RunAsync(cancellation.Token);
        var connection = await server.AcceptAsync();

        await cancellation.CancelAsync();

        connection.Dispose();                   // now it ends by itself
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Nothing_is_started_once_it_is_cancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FFMpegArguments.FromFileInput(clips.Both()).OutputToFile(clips["never.wav"]).RunAsync(new CancellationToken(canceled: true)));

    [Fact]
    public async Task A_process_that_dies_before_it_opens_its_pipes_is_an_error_with_its_words()
    {
        using var tools = new FakeTools("echo no such luck >&2; exit 7");
        var error = await Assert.ThrowsAsync<FFMpegProcessException>(() => FFMpegArguments
            .FromPipeInput(new StreamPipeSource(new MemoryStream(new byte[1000])))
            .OutputToPipe(new StreamPipeSink(Stream.Null), options => options.ForceFormat("nut"))
            .RunAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal((7, "no such luck"), (error.Result.ExitCode, Assert.Single(error.Result.StandardError)));
    }

    [Fact]
    public async Task A_killed_process_ends_its_output_and_is_an_error()
    {
        using var tools = new FakeTools($"echo $$ > {clips["pid"]}; PATH=$PATH:/usr/bin exec ffmpeg \"$@\"");
        var flowing = new TaskCompletionSource();
        var ended = false;
        var run = FFMpegArguments.FromFileInput("testsrc2=s=64x64", verifyExists: false, options => options.ForceFormat("lavfi"))
            .OutputToPipe(new StreamPipeSink(ReadAsync), options => options.ForceFormat("rawvideo"))
            .RunAsync(CancellationToken.None);
        await flowing.Task.WaitAsync(TimeSpan.FromSeconds(60));
        using (var process = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(clips["pid"]), System.Globalization.CultureInfo.InvariantCulture)))
            process.Kill();
        var error = await Assert.ThrowsAsync<FFMpegProcessException>(() => run.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal((137, true), (error.Result.ExitCode, ended));

        async Task ReadAsync(Stream stream, CancellationToken cancellation)
        {
            var buffer = new byte[4096];
            while (await stream.ReadAsync(buffer, CancellationToken.None) > 0)
                flowing.TrySetResult();
            ended = true;
        }
    }

    [Fact]
    public async Task Missing_programs_are_told_apart_from_failing_ones()
    {
        var clip = clips.Both();
        using (new FakeTools())
            Assert.Contains("install the package ffmpeg", (await Assert.ThrowsAsync<FfmpegMissingException>(Convert)).Message);
        using (new FakeTools("exit 1"))
            await Assert.ThrowsAsync<FFMpegProcessException>(Convert);

        Task Convert() => FFMpegArguments.FromFileInput(clip).OutputToFile(clips["never.wav"]).RunAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("plain.wav")]
    [InlineData("it's \"quoted\" $(touch nothing) ; 'so' \\.wav")]
    [InlineData("ends \\\".wav")]
    public async Task Takes_any_file_name_as_one_word(string name)
    {
        var folder = Directory.CreateDirectory(clips[Guid.NewGuid().ToString("N")]).FullName;
        await FFMpegArguments.FromFileInput("sine=d=0.1", verifyExists: false, options => options.ForceFormat("lavfi"))
            .OutputToFile(FfmpegRun.Quotable(Path.Combine(folder, name)))
            .RunAsync(CancellationToken.None);
        Assert.Equal([name], Directory.GetFiles(folder).Select(Path.GetFileName));
    }
}
