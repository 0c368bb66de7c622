using System.Collections.Concurrent;
using System.Text;
using Akka.Actor;
using Akka.TestKit;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Sinks;
using Prometheus;
using static DeepAvFusion.Engine.Streams.StreamProtocol;

namespace DeepAvFusion.Engine.Tests.Streams;

/// <summary>What a run loses while its device, or who takes its pictures, takes its time: a short queue before a device that a probe stands for.</summary>
public sealed class RunLossSpecs : ActorSpecs
{
    private readonly Clips _clips = new();
    private readonly long _leases = Leases.AtRest();
    private TestProbe _device = null!;

    protected override async Task AfterAllAsync()
    {
        await base.AfterAllAsync();
        _clips.Dispose();
    }

    [Fact]
    public void A_live_source_loses_its_oldest_pictures_and_counts_them()
    {
        var before = Lost();
        using var untaken = new SinkPort(new Untaken(), capacity: 1, waits: true);
        var run = Start(_clips.Make("live.mp4", 600), null, [untaken], "davf.source.live-pacing=true");
        ExpectMsg<RunOpened>();
        Until(() => Lost() >= before + 5);
        Until(() => Board.Find(Door)!.Lost.GetValueOrDefault(("source", LossReason.Stale)) > 0);       // what goes of the pictures is told in windows too
        Assert.True(untaken.Opened.TryRead(out var lane));
        StopAndGiveBack(run, () => lane.Lose(LossReason.Stopped));
    }

    [Fact]
    public void A_device_that_does_not_keep_up_costs_a_live_source_its_oldest_windows_and_no_picture()
    {
        var before = Lost();
        var run = Start(_clips.Make("live.mp4", 600), null, [], "davf.source.live-pacing=true", "davf.windowing.step=100ms");
        ExpectMsg<RunOpened>();
        Until(() => Board.Find(Door)!.Lost.GetValueOrDefault((StatusBoard.Inference, LossReason.Stale)) >= 5);
        Assert.Equal(before, Lost());
        StopAndGiveBack(run);
    }

    private void StopAndGiveBack(IActorRef run, Action? giveUp = null)
    {
        Watch(run);
        Sys.Stop(run);
        ExpectTerminated(run);
        Until(() =>
        {
            giveUp?.Invoke();
            while (_device.HasMessages)
                _device.ExpectMsg<InferenceProtocol.Analyse>().Window.Dispose();
            return LeaseCount.Outstanding == _leases;
        });
    }

    [Fact]
    public void A_file_waits_and_loses_nothing()
    {
        var before = Lost();
        var windows = new ConcurrentQueue<long>();
        Start(_clips.Make("file.mp4", 8), new DelegateAutoPilot((asker, message) =>
        {
            var window = ((InferenceProtocol.Analyse)message).Window;
            windows.Enqueue(window.Index);
            window.Dispose();
            asker.Tell(new InferenceProtocol.Lost(LossReason.Stale, "a newer one came"));
            return AutoPilot.KeepRunning;
        }), []);
        Assert.Null(FishForMessage<RunEnded>(_ => true).Cause);
        Assert.True(windows.Count >= 6);
        Assert.Equal(Enumerable.Range(0, windows.Count).Select(index => (long)index), windows);
        Assert.Equal(before, Lost());
        Until(() => LeaseCount.Outstanding == _leases);
    }

    private IActorRef Start(string file, AutoPilot? answers, SinkPort[] sinks, params string[] overrides)
    {
        _device = CreateTestProbe();
        if (answers is not null)
            _device.SetAutoPilot(answers);
        return ChildActorOf(StreamRunActor.Props(Plan(Settings(["davf.source.queue=200ms", .. overrides]), file, _device, live: null, oneShot: true, sinks)));
    }

    /// <summary>Pictures of the stream that were pushed out so far.</summary>
    private static double Lost()
    {
        using var stream = new MemoryStream();
        Metrics.DefaultRegistry.CollectAndExportAsTextAsync(stream).GetAwaiter().GetResult();
        var line = Encoding.UTF8.GetString(stream.ToArray()).Split('\n')
            .FirstOrDefault(line => line.StartsWith("davf_source_frames_lost_total{stream=\"door\",part=\"picture\",reason=\"stale\"}", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A sink of pictures whose lanes nobody works off.</summary>
    private sealed class Untaken : IStreamSink
    {
        public string Name => "untaken";

        public bool Wants(Type item) => item == typeof(PictureItem);

        public ValueTask WriteAsync(SinkItem item, CancellationToken cancel) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
