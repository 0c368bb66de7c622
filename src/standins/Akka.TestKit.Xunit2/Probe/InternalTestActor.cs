using Akka.Actor;

namespace Akka.TestKit;

/// <summary>The actor behind a test: queues what it receives.</summary>
internal sealed class InternalTestActor(TestQueue queue) : ActorBase
{
    private readonly DelegatingStrategy _strategy = new();
    private Func<object, bool>? _ignore;
    private AutoPilot _pilot = NoAutoPilot.Instance;

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case SetIgnore ignore: _ignore = ignore.Ignore; return true;
            case SetAutoPilot pilot: _pilot = pilot.Pilot; return true;
            case WatchActor watch: Context.Watch(watch.Actor); Sender.Tell(watch.Actor); return true;
            case UnwatchActor unwatch: Context.Unwatch(unwatch.Actor); Sender.Tell(unwatch.Actor); return true;
            case Spawn spawn: Create(spawn); return true;
            default: break;
        }
        var sender = Sender;
        var next = _pilot.Run(sender, message);
        if (next is not KeepRunning)
            _pilot = next;
        if (_ignore is null || !_ignore(message))
            queue.Enqueue(new RealMessageEnvelope(message, sender));
        return true;
    }

    private void Create(Spawn spawn)
    {
        var child = Context.ActorOf(spawn.Props, spawn.Name);
        if (spawn.Strategy is not null)
            _strategy.Set(child, spawn.Strategy);
        Sender.Tell(child);
    }

    internal sealed record SetIgnore(Func<object, bool>? Ignore) : INoSerializationVerificationNeeded;

    internal sealed record SetAutoPilot(AutoPilot Pilot) : INoSerializationVerificationNeeded;

    internal sealed record WatchActor(IActorRef Actor) : INoSerializationVerificationNeeded;

    internal sealed record UnwatchActor(IActorRef Actor) : INoSerializationVerificationNeeded;

    internal sealed record Spawn(Props Props, string? Name, SupervisorStrategy? Strategy) : INoSerializationVerificationNeeded;
}
