using Akka.Actor;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Sources;
using static DeepAvFusion.Engine.AnalyzerProtocol;

namespace DeepAvFusion.Engine;

/// <summary>Starts, stops and drains; owns nothing else. Below it: streams/NAME, inference/DEVICE, sinks/NAME.</summary>
internal sealed class AnalyzerActor : ReceiveActor, IWithStash
{
    private readonly AnalyzerParts _parts;
    private readonly IActorRef _streams;
    private readonly Dictionary<StreamId, IActorRef> _byName = [];
    private IActorRef _inference = ActorRefs.Nobody;
    private IActorRef _drainer = ActorRefs.Nobody;

    public AnalyzerActor(AnalyzerParts parts)
    {
        _parts = parts;
        var inference = Context.ActorOf(Props.Create(() => new GroupActor()), "inference");
        var sinks = Context.ActorOf(Props.Create(() => new GroupActor()), "sinks");
        _streams = Context.ActorOf(Props.Create(() => new GroupActor()), "streams");
        foreach (var port in parts.Sinks.Ports)
            sinks.Tell(new GroupActor.Add(port.Sink.Name, Props.Create(() => new SinkActor(port, parts.SinkBoard))));
        inference.Tell(new GroupActor.Add(
            parts.Device.Replace(':', '-'),
            Props.Create(() => new InferenceActor(parts.OpenModel, parts.Settings.Batch, parts.Board)).WithDispatcher("davf-inference-dispatcher")));
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

    private void Ready()
    {
        Receive<AddStream>(Add);
        Receive<GroupActor.Added>(added =>
        {
            if (!Sender.Equals(_streams))
                return;
            _byName[new StreamId(added.Name)] = added.Child;
            Context.Watch(added.Child);
        });
        Receive<RemoveStream>(Remove);
        Receive<StreamProtocol.Restart>(command => Forward(command.Stream, command));
        Receive<StreamProtocol.Stop>(command => Forward(command.Stream, command));
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
        SourceUri uri;
        try
        {
            uri = SourceUri.Parse(settings.Uri, _parts.Settings.Source.Policy);
        }
        catch (UserErrorException e)
        {
            Sender.Tell(new Refused($"Stream '{settings.Stream}': {e.Message}"));
            return;
        }
        _parts.Board.Add(settings.Stream, uri.ToString(), settings.Live ?? uri.IsLive);
        var plan = _parts.Plan(settings, uri, _inference);
        _streams.Tell(new GroupActor.Add(settings.Stream.Value, Props.Create(() => new StreamActor(plan))));
        Sender.Tell(new AnalyzerProtocol.Done());
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

    private void Gone(Terminated gone)
    {
        foreach (var (name, _) in _byName.Where(pair => pair.Value.Equals(gone.ActorRef)).ToList())
        {
            _byName.Remove(name);
            if (_drainer.IsNobody())
                _parts.Board.Remove(name);
        }
        TellDrained();
    }

    private void TellDrained()
    {
        if (_drainer.IsNobody() || _byName.Count > 0)
            return;
        _drainer.Tell(new AnalyzerProtocol.Done());
        _drainer = ActorRefs.Nobody;
    }

    private static Refused Unknown(StreamId stream) => new($"There is no stream called '{stream}': see the list of streams for the names.");
}
