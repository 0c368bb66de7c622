using System.Collections.Concurrent;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Monitoring;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Monitoring;
using DeepAvFusion.Sinks;
using Microsoft.Extensions.Time.Testing;

namespace DeepAvFusion.Engine.Tests.Monitoring;

/// <summary>What monitoring finds reaches the stream's status and the sinks, from its beginning to its end.</summary>
public sealed class MonitoredStreamSpecs
{
    private static readonly StreamId Door = new("door");

    [Fact]
    public async Task A_fault_is_shown_and_told_until_it_is_over()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var board = new StatusBoard(time);
        board.Add(Door, "camera", isLive: true);
        var faults = new Faults();
        using var port = new SinkPort(faults, 100, waits: false);
        var settings = MonitoringSettings.From(new SettingsReader(SettingsLoader.Load([], []).Config.GetConfig("davf"), new SettingsReport()));
        var monitored = new MonitoredStream(Door, settings, board, new SinkFan([port]), time);
        monitored.Begin(new RunId(7));
        Hear(monitored, seconds: 6, 0);
        Assert.Equal([FaultKind.DigitalZero], board.Find(Door)!.Faults.Select(fault => fault.Kind));
        time.Advance(TimeSpan.FromSeconds(6));
        Hear(monitored, seconds: 2, 0.1f);
        Assert.Empty(board.Find(Door)!.Faults);
        Hear(monitored, seconds: 6, 0);
        monitored.Over();

        port.Close();
        await (await port.Opened.ReadAsync()).PumpAsync(() => { }, CancellationToken.None);
        Assert.Equal(
            new (long, bool, int)[] { (1_000_000_000, false, 0), (1_000_000_000, true, 6), (1_000_000_001, false, 6), (1_000_000_001, true, 6) },
            faults.All.Where(fault => fault.Kind == "digital-zero").Select(fault => (fault.Number, fault.IsOver, (int)(fault.Until - DateTimeOffset.UnixEpoch).TotalSeconds)));
        Assert.All(faults.All, fault => Assert.Equal((Door, new RunId(7)), (fault.Stream, fault.Run)));
    }

    private static void Hear(MonitoredStream monitored, int seconds, float value)
    {
        var samples = new float[9600];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = value * ((i / 2 % 40) - 20) / 20;
        for (var tenth = 0; tenth < seconds * 10; tenth++)
            monitored.Monitor.Hear(samples, 2, 48000);
    }

    private sealed class Faults : IStreamSink
    {
        public string Name => "faults";

        public ConcurrentQueue<FaultItem> All { get; } = new();

        public bool Wants(Type item) => item == typeof(FaultItem);

        public ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
        {
            All.Enqueue((FaultItem)item);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
