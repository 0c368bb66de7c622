using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Akka.TestKit;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Inference;
using Microsoft.Extensions.Time.Testing;

namespace DeepAvFusion.Engine.Tests;

/// <summary>Actors on a real host, with probes beside them and a time that stands still until a test moves it.</summary>
public abstract class ActorSpecs : Akka.Hosting.TestKit.TestKit
{
    internal static readonly StreamId Door = new("door");

    protected override Config Config => ConfigurationFactory.ParseString(
        """
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.test.single-expect-default = 60s
        akka.test.filter-leeway = 30s
        davf-inference-dispatcher { type = PinnedDispatcher }
        """);

    protected FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch);

    internal StatusBoard Board { get; private set; } = null!;

    internal ModelStatus Model { get; private set; } = null!;

    internal SinkBoard SinkBoard { get; private set; } = null!;

    protected override void ConfigureAkka(AkkaConfigurationBuilder builder, IServiceProvider provider) => (Board, Model, SinkBoard) = (new StatusBoard(Time), new ModelStatus(Time), new SinkBoard(Time));

    /// <summary>Lets time pass for timers and clocks.</summary>
    protected void Pass(TimeSpan span)
    {
        Time.Advance(span);
        ((TestScheduler)Sys.Scheduler).Advance(span);
    }

    /// <summary>Looks until something is so, which has to come without any message to the test; fails after a while.</summary>
    protected void Until(Func<bool> isSo) => AwaitCondition(isSo, TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(5));

    /// <summary>Returns when an actor has handled everything that was sent to it before.</summary>
    protected void Settle(IActorRef actor)
    {
        var probe = CreateTestProbe();
        actor.Tell(new Identify("settled"), probe);
        probe.ExpectMsg<ActorIdentity>();
    }

    internal static EngineSettings Settings(params string[] overrides) =>
        EngineSettings.From(new SettingsReader(SettingsLoader.Load([], overrides).Config.GetConfig("davf"), new SettingsReport()));

    internal AnalyzerParts Parts(EngineSettings settings, Func<IWindowAnalyzer> open, bool oneShot, params DeepAvFusion.Sinks.SinkPort[] ports) =>
        new(settings, "cpu", open, Model, new SinkFan(ports), SinkBoard, Board, oneShot, Time);

    /// <summary>A stream's plan, and its entry on the board.</summary>
    internal StreamPlan Plan(EngineSettings settings, string uri, IActorRef inference, bool? live, bool oneShot, params DeepAvFusion.Sinks.SinkPort[] ports)
    {
        Board.Add(Door, uri, live ?? false);
        var stream = new StreamSettings(Door, uri, live, null);
        return Parts(settings, () => throw new InvalidOperationException("no model here"), oneShot, ports).Plan(stream, StreamSources.Of(stream, settings.Source.Policy), inference);
    }
}
