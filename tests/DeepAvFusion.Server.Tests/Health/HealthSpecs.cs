using System.Net;
using Akka.Actor;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;

namespace DeepAvFusion.Server.Tests.Health;

/// <summary>What a supervisor hears over HTTP. Nobody waits for the device to learn it.</summary>
public sealed class HealthSpecs
{
    private static readonly (HttpStatusCode, string) Live = (HttpStatusCode.OK, "live");
    private static readonly (HttpStatusCode, string) Ready = (HttpStatusCode.OK, "ready");

    [Fact]
    public async Task While_the_model_is_being_loaded_it_lives_and_is_not_ready()
    {
        using var loaded = new ManualResetEventSlim();
        await using var served = RunningServer.Begin(new HeldModel { Loading = loaded.Wait }, []);
        Assert.Equal(Live, await served.HealthAsync("live"));
        Assert.Equal(Unready("the model is being loaded; the analyzer starts"), await served.HealthAsync("ready"));
        loaded.Set();
        await served.Started;
        Assert.Equal(Ready, await served.HealthAsync("ready"));
    }

    [Fact]
    public async Task A_pass_that_takes_longer_than_the_patience_makes_it_unready_until_it_is_over_and_leaves_it_alive()
    {
        using var begun = new SemaphoreSlim(0);
        using var over = new ManualResetEventSlim();
        await using var served = await RunningServer.StartAsync(new HeldModel
        {
            Passing = () =>
            {
                begun.Release();
                over.Wait();
            },
        }, []);
        var answer = served.AnalyseAsync();
        Assert.True(await begun.WaitAsync(RunningServer.Patience));
        served.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(Ready, await served.HealthAsync("ready"));
        served.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Unready("the model has not answered for 61 s"), await served.HealthAsync("ready"));
        Assert.Equal(Live, await served.HealthAsync("live"));
        over.Set();
        Assert.IsType<InferenceProtocol.Analysed>(await answer);
        Assert.Equal(Ready, await served.HealthAsync("ready"));
    }

    [Fact]
    public async Task A_model_that_cannot_be_loaded_again_makes_it_unready_with_the_reason()
    {
        var model = new HeldModel();
        await using var served = await RunningServer.StartAsync(model, []);
        model.Passing = () => throw new InvalidOperationException("a fault");
        model.Loading = () => throw new UserErrorException("The file is broken: give another.");
        for (var failed = 0; failed < 3; failed++)
            Assert.IsType<InferenceProtocol.Lost>(await served.AnalyseAsync());
        await served.SettleAsync();
        Assert.Equal(Unready("the model cannot be loaded: The file is broken: give another."), await served.HealthAsync("ready"));
        Assert.Equal(Live, await served.HealthAsync("live"));
    }

    [Fact]
    public async Task While_it_stops_it_lives_and_is_not_ready()
    {
        await using var served = await RunningServer.StartAsync();
        served.Stop();
        Assert.Equal(Unready("the analyzer stops"), await served.HealthAsync("ready"));
        Assert.Equal(Live, await served.HealthAsync("live"));
    }

    [Fact]
    public async Task Without_its_actor_system_it_does_not_live()
    {
        await using var served = await RunningServer.StartAsync();
        await served.Actors.Terminate();
        Assert.Equal(Unready("the actor system has ended"), await served.HealthAsync("live"));
    }

    [Fact]
    public async Task Without_its_top_actor_it_does_not_live()
    {
        await using var served = await RunningServer.StartAsync();
        var stopping = new TaskCompletionSource();
        using var registration = served.Stopping.Register(stopping.SetResult);
        served.Actors.ActorSelection("/user/analyzer").Tell(PoisonPill.Instance);
        await stopping.Task.WaitAsync(RunningServer.Patience);
        var (status, reason) = await served.HealthAsync("live");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("actors have stopped unexpectedly", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_has_not_begun_makes_it_unready_and_one_whose_source_is_away_does_not()
    {
        await using var served = await RunningServer.StartAsync();
        await served.Analyzer.AddAsync(Stream("away"), CancellationToken.None);
        while (served.Analyzer.Board.Find(new StreamId("away"))!.State is StreamState.Waiting or StreamState.Connecting)
            await Task.Yield();
        Assert.Equal(Ready, await served.HealthAsync("ready"));
        var streams = await served.Actors.ActorSelection("/user/analyzer/streams").ResolveOne(RunningServer.Patience);
        Assert.True(await streams.GracefulStop(RunningServer.Patience));   // so that nothing begins any more
        using var over = new CancellationTokenSource();
        var adding = served.Analyzer.AddAsync(Stream("door"), over.Token);
        while (served.Analyzer.Board.Find(new StreamId("door")) is null)
            await Task.Yield();
        Assert.Equal(Unready("streams not started yet: door"), await served.HealthAsync("ready"));
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);
    }

    private static StreamSettings Stream(string name) => new(new StreamId(name), "/nowhere/door.mp4", null, null);

    private static (HttpStatusCode, string) Unready(string reason) => (HttpStatusCode.ServiceUnavailable, reason);
}
