using FFMpegCore;
using FFMpegCore.Pipes;

namespace Standins.FFMpegCore.Tests;

public sealed class CancellationSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public async Task Ends_a_process_that_is_stuck_connecting(int timeout)
    {
        using var server = new SilentServer();
        using var cancellation = new CancellationTokenSource();
        var run = FFMpegArguments.FromUrlInput(server.Url)
            .OutputToPipe(new StreamPipeSink(Stream.Null), output => output.ForceFormat("nut"))
            .CancellableThrough(cancellation.Token, timeout)
            .ProcessAsynchronously();
        using var connection = await server.AcceptAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => run.WaitAsync(Patience.Long));
        await SilentServer.WaitForHangUpAsync(connection);
    }

    [Fact]
    public async Task Lets_the_process_finish_its_file_within_the_time_it_is_given()
    {
        var file = _folder.File("cut.mp4");
        var started = new TaskCompletionSource();
        var run = Clips.Endless()
            .OutputToFile(file, true, output => output.WithVideoCodec("mpeg4"))
            .CancellableThrough(out var cancel, timeout: 15000)
            .NotifyOnProgress(time =>
            {
                if (time > TimeSpan.FromSeconds(0.2)) started.TrySetResult();
            })
            .ProcessAsynchronously();
        await started.Task.WaitAsync(Patience.Long);

        cancel();

        await Assert.ThrowsAsync<OperationCanceledException>(() => run.WaitAsync(Patience.Long));
        Assert.True((await FFProbe.AnalyseAsync(file)).Duration > TimeSpan.FromSeconds(0.2));
    }

    [Fact]
    public async Task Delivers_the_end_of_a_piped_output_when_the_process_finishes_in_time()
    {
        var started = new TaskCompletionSource();
        long length = 0;
        async Task Count(Stream stream, CancellationToken cancellationToken)
        {
            var buffer = new byte[65536];
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                length += count;
                started.TrySetResult();
            }
        }

        var run = Clips.Endless()
            .OutputToPipe(new StreamPipeSink(Count), output => output.ForceFormat("rawvideo").ForcePixelFormat("gray"))
            .CancellableThrough(out var cancel, timeout: 15000)
            .ProcessAsynchronously();
        await started.Task.WaitAsync(Patience.Long);

        cancel();

        await Assert.ThrowsAsync<OperationCanceledException>(() => run.WaitAsync(Patience.Long));
        Assert.True(length > 0);
        Assert.Equal(0, length % (Clips.Width * Clips.Height));
    }

    [Fact]
    public async Task Returns_false_where_errors_are_not_thrown()
    {
        using var server = new SilentServer();
        var run = FFMpegArguments.FromUrlInput(server.Url)
            .OutputToFile(_folder.File("never.wav"))
            .CancellableThrough(out var cancel)
            .ProcessAsynchronously(false);
        using var connection = await server.AcceptAsync();

        cancel();

        Assert.False(await run.WaitAsync(Patience.Long));
    }

    [Fact]
    public async Task Never_starts_what_was_cancelled_before()
    {
        var file = _folder.File("never.wav");
        var processor = Clips.Tone().OutputToFile(file).CancellableThrough(out var cancel);
        cancel();

        await Assert.ThrowsAsync<OperationCanceledException>(() => processor.ProcessAsynchronously());

        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Refuses_a_token_that_is_cancelled_already()
    {
        var processor = Clips.Tone().OutputToFile(_folder.File("never.wav"));

        Assert.Throws<OperationCanceledException>(() => processor.CancellableThrough(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Cancelling_after_the_end_changes_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        var done = await Clips.Tone()
            .OutputToFile(_folder.File("tone.wav"))
            .CancellableThrough(out var cancel)
            .CancellableThrough(cancellation.Token)
            .ProcessAsynchronously();

        await cancellation.CancelAsync();
        cancel();

        Assert.True(done);
    }

    [Fact]
    public async Task Cancels_an_analysis_that_is_stuck_connecting()
    {
        using var server = new SilentServer();
        using var cancellation = new CancellationTokenSource();
        var analysis = FFProbe.AnalyseAsync(server.Url, cancellationToken: cancellation.Token);
        using var connection = await server.AcceptAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => analysis.WaitAsync(Patience.Long));
        await SilentServer.WaitForHangUpAsync(connection);
    }
}
