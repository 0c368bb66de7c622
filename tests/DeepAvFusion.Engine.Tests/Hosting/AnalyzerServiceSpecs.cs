using Akka.Actor;
using Akka.Hosting;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Hosting;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Sinks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Engine.Tests.Hosting;

/// <summary>The analyzer in its host: what a start waits for, and how it ends.</summary>
public sealed class AnalyzerServiceSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Clips _clips = new();
    private readonly CollectingSink _sink = new();

    public void Dispose() => _clips.Dispose();

    [Fact]
    public async Task The_start_waits_for_the_model_and_streams_connect_meanwhile()
    {
        using var release = new ManualResetEventSlim();
        var clip = _clips.Make("door.mp4", 600);
        await using var running = RunningAnalyzer.Build(oneShot: false, _ =>
        {
            release.Wait();
            return new ScriptedAnalyzer();
        }, [_sink], "davf.source.live-pacing=true", $"davf.streams.door.uri=\"{clip}\"");
        var start = running.Host.StartAsync();
        while (running.Analyzer.Board.Find(new StreamId("door"))?.State != Status.StreamState.Running)
            await Task.Yield();
        Assert.False(start.IsCompleted);
        Assert.Equal("the model is being loaded", running.Analyzer.Model.Trouble(Patience));
        release.Set();
        await start.WaitAsync(Patience);
        Assert.Null(running.Analyzer.Model.Trouble(Patience));
    }

    [Fact]
    public async Task A_model_that_cannot_be_loaded_fails_the_start_with_its_own_line()
    {
        await using var running = RunningAnalyzer.Build(oneShot: false, _ => throw new UserErrorException("The file is broken: give another."), [_sink]);
        var error = await Assert.ThrowsAsync<UserErrorException>(() => running.Host.StartAsync());
        Assert.Equal("The file is broken: give another.", error.Message);
    }

    [Fact]
    public async Task Without_its_top_actor_the_host_stops_and_says_so()
    {
        await using var running = await RunningAnalyzer.StartAsync(oneShot: false, _ => new ScriptedAnalyzer(), [_sink]);
        var services = running.Host.Services;
        var stopping = new TaskCompletionSource();
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        services.GetRequiredService<IRequiredActor<AnalyzerActor>>().ActorRef.Tell(PoisonPill.Instance);
        await stopping.Task.WaitAsync(Patience);
        await running.Host.StopAsync();
        Assert.Contains("stopped unexpectedly", services.GetRequiredService<AnalyzerService>().Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_without_trouble_says_nothing_and_closes_the_sinks()
    {
        var running = await RunningAnalyzer.StartAsync(oneShot: false, _ => new ScriptedAnalyzer(), [_sink]);
        await running.Host.StopAsync();
        Assert.Null(running.Host.Services.GetRequiredService<AnalyzerService>().Trouble);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _sink.NextAsync(_ => true));
        running.Host.Dispose();
    }

    [Fact]
    public async Task What_does_not_come_out_within_the_grace_is_told()
    {
        var sink = new HangingSink();
        var running = await RunningAnalyzer.StartAsync(oneShot: true, _ => new ScriptedAnalyzer(), [sink], "davf.shutdown.grace=300ms");
        await running.Analyzer.AddAsync(new StreamSettings(new StreamId("clip"), _clips.Make("clip.mp4", 4), false, null), CancellationToken.None);
        await sink.Hanging.Task.WaitAsync(Patience);
        await running.Host.StopAsync();
        Assert.Contains("within the grace period (0.3 s); raise davf.shutdown.grace", running.Host.Services.GetRequiredService<AnalyzerService>().Trouble, StringComparison.Ordinal);
        Assert.True(sink.IsDisposed);
        running.Host.Dispose();
    }

    [Fact]
    public async Task What_a_sink_cannot_save_in_the_end_is_told()
    {
        var running = await RunningAnalyzer.StartAsync(oneShot: false, _ => new ScriptedAnalyzer(), [new FullDisk()]);
        await running.Analyzer.AddAsync(new StreamSettings(new StreamId("clip"), _clips.Path("nowhere.mp4"), false, null), CancellationToken.None);
        Assert.True(SpinWait.SpinUntil(() => running.Analyzer.SinkBoard.Failures.Count > 0, Patience));
        await running.Host.StopAsync();
        Assert.Equal("Not everything was saved. The disk is full: make room.", running.Host.Services.GetRequiredService<AnalyzerService>().Trouble);
        running.Host.Dispose();
    }

    /// <summary>A sink without room.</summary>
    private sealed class FullDisk : IStreamSink
    {
        public string Name => "disk";

        public bool Wants(Type item) => true;

        public ValueTask WriteAsync(SinkItem item, CancellationToken cancel) => ValueTask.FromException(new UserErrorException("The disk is full: make room."));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Takes one item and never gets through with it.</summary>
    private sealed class HangingSink : IStreamSink
    {
        public string Name => "hanging";

        public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Wants(Type item) => item == typeof(RunStartedItem);

        public async ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
        {
            Hanging.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        }

        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
