using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Alerts;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Sinks;
using static DeepAvFusion.Engine.AnalyzerProtocol;

namespace DeepAvFusion.Engine;

/// <summary>Starts, stops and drains; owns nothing else. Below it: streams/NAME, inference/DEVICE, sinks/NAME, alerts.</summary>
/// <remarks>It also takes windows, results and sources that reach nobody: what they hold goes back, and who asked for such a window is answered.</remarks>
internal sealed class AnalyzerActor : ReceiveActor, IWithStash
{
    private readonly AnalyzerParts _parts;
    private readonly IActorRef _streams;
    private readonly Dictionary<StreamId, IActorRef> _byName = [];
    private readonly Dictionary<StreamId, IActorRef> _adding = [];                     // and who asked for it
    private readonly IActorRef _alerts;
    private IActorRef _inference = ActorRefs.Nobody;
    private IActorRef _drainer = ActorRefs.Nobody;

    public AnalyzerActor(AnalyzerParts parts)
    {
        _parts = parts;
        var inference = Context.ActorOf(Props.Create(() => new GroupActor()), "inference");
        var sinks = Context.ActorOf(Props.Create(() => new GroupActor()), "sinks");
        _streams = Context.ActorOf(Props.Create(() => new GroupActor()), "streams");
        _alerts = parts.Alerts is null ? ActorRefs.Nobody : Context.ActorOf(AlertsActor.KeptUp(parts), "alerts");
        foreach (var port in parts.Sinks.Ports)
            sinks.Tell(new GroupActor.Add(port.Sink.Name, Props.Create(() => new SinkActor(port, parts.SinkBoard))));
        inference.Tell(new GroupActor.Add(parts.Device.Replace(':', '-'), InferenceActor.KeptUp(parts)));
        Receive<GroupActor.Added>(added =>
        {
            if (!Sender.Equals(inference))
                return;
            _inference = added.Child;
            Become(Ready);
            Stash.UnstashAll();
        });
        ReceiveAny(_ => Stash.Stash());
    }

    public IStash Stash { get; set; } = null!;

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

    private void Ready()
    {
        Receive<DeadLetter>(GiveBack);
        Receive<AddStream>(Add);
        Receive<GroupActor.Added>(added =>
        {
            if (!Sender.Equals(_streams))
                return;
            var name = new StreamId(added.Name);
            _byName[name] = Context.Watch(added.Child);
            if (!_drainer.IsNobody())
                added.Child.Tell(new StreamProtocol.Close(name));
            if (_adding.Remove(name, out var asker))
                asker.Tell(new AnalyzerProtocol.Done());
        });
        Receive<RemoveStream>(Remove);
        Receive<StreamProtocol.Restart>(command => Forward(command.Stream, command));
        Receive<StreamProtocol.Stop>(command => Forward(command.Stream, command));
        Receive<AlertProtocol.ICommand>(command => _alerts.Forward(command));
        Receive<DrainAll>(_ => Drain());
        Receive<Terminated>(Gone);
    }

    private void Add(AddStream command)
    {
        var settings = command.Settings;
        if (_byName.ContainsKey(settings.Stream) || _parts.Board.Find(settings.Stream) is not null)
        {
            Sender.Tell(new Refused($"A stream called '{settings.Stream}' is there already: choose another name, or remove it first."));
            return;
        }
        StreamSources sources;
        try
        {
            sources = StreamSources.Of(settings, _parts.Settings.Source.Policy);
        }
        catch (UserErrorException e)
        {
            Sender.Tell(new Refused($"Stream '{settings.Stream}': {e.Message}"));
            return;
        }
        _parts.Board.Add(settings.Stream, sources.ToString(), settings.Live ?? sources.IsLive);
        var plan = _parts.Plan(settings, sources, _inference);
        _adding[settings.Stream] = Sender;
        _streams.Tell(new GroupActor.Add(settings.Stream.Value, Props.Create(() => new StreamActor(plan, StreamRunActor.Props(plan)))));
    }

    private void Remove(RemoveStream command)
    {
        if (!_byName.TryGetValue(command.Stream, out var stream))
        {
            Sender.Tell(Unknown(command.Stream));
            return;
        }
        Context.Stop(stream);
        Sender.Tell(new AnalyzerProtocol.Done());
    }

    private void Forward(StreamId stream, object command)
    {
        if (!_byName.TryGetValue(stream, out var actor))
        {
            Sender.Tell(Unknown(stream));
            return;
        }
        actor.Tell(command);
        Sender.Tell(new AnalyzerProtocol.Done());
    }

    private void Drain()
    {
        _drainer = Sender;
        foreach (var (name, stream) in _byName)
            stream.Tell(new StreamProtocol.Close(name));
        TellDrained();
    }

    private void GiveBack(DeadLetter dead)
    {
        switch (dead.Message)
        {
            case InferenceProtocol.Analyse { Window: var window }:
                _parts.Board.Lost(window.Stream, StatusBoard.Inference, LossReason.Stopped);
                window.Dispose();
                dead.Sender.Tell(new InferenceProtocol.Lost(LossReason.Stopped, "the inference has stopped"));
                break;
            case InferenceProtocol.Analysed { Result: var result }:
                result.Dispose();
                break;
            case IFrameSource source:
                _ = source.DisposeAsync().AsTask();                 // its run was stopped in the moment in which it opened
                break;
        }
    }

    private void Gone(Terminated gone)
    {
        foreach (var (name, _) in _byName.Where(pair => pair.Value.Equals(gone.ActorRef)).ToList())
        {
            _byName.Remove(name);
            if (!_drainer.IsNobody())
                continue;
            _parts.Board.Remove(name);
            _parts.Recall?.Forget(name);
            _ = _parts.Sinks.BringAsync(new StreamGoneItem(name), CancellationToken.None).AsTask();
        }
        TellDrained();
    }

    private void TellDrained()
    {
        if (_drainer.IsNobody() || _byName.Count + _adding.Count > 0)
            return;
        _drainer.Tell(new AnalyzerProtocol.Done());
        _drainer = ActorRefs.Nobody;
    }

    private static Refused Unknown(StreamId stream) => new($"There is no stream called '{stream}': see the list of streams for the names.");
}

/// <summary>Starts the analyzer's actors with the actor system.</summary>
public static class AnalyzerActorHosting
{
    /// <summary>/user/analyzer; it is not restarted, for its streams would be forgotten: the host stops without it.</summary>
    public static AkkaConfigurationBuilder AddAnalyzer(this AkkaConfigurationBuilder akka) => akka
        .AddHocon("""akka.actor.guardian-supervisor-strategy = "Akka.Actor.StoppingSupervisorStrategy" """, HoconAddMode.Prepend)
        .WithActors((system, registry, resolver) => registry.Register<AnalyzerActor>(system.ActorOf(resolver.Props<AnalyzerActor>(), "analyzer")));
}
