using System.Collections.Concurrent;

namespace Akka.Actor;

/// <summary>An actor to talk through from outside: sends, and waits for what comes back.</summary>
public sealed class Inbox : ICanWatch, IDisposable
{
    private readonly BlockingCollection<object> _messages = [];
    private readonly ActorSystem _system;

    private Inbox(ActorSystem system)
    {
        _system = system;
        Receiver = ((ExtendedActorSystem)system).SystemActorOf(new Props(typeof(InboxActor), [_messages]), "inbox-" + Guid.NewGuid().ToString("N"));
    }

    public IActorRef Receiver { get; }

    public static Inbox Create(ActorSystem system) => new(system);

    public void Send(IActorRef actorRef, object message) => actorRef.Tell(message, Receiver);

    /// <exception cref="TimeoutException">Nothing came within five seconds.</exception>
    public object Receive() => Receive(TimeSpan.FromSeconds(5));

    public object Receive(TimeSpan timeout) =>
        _messages.TryTake(out var message, timeout) ? message : throw new TimeoutException($"Inbox {Receiver.Path} received no message within {timeout}.");

    public IActorRef Watch(IActorRef subject)
    {
        Receiver.Tell(new InboxActor.StartWatch(subject), ActorRefs.NoSender);
        return subject;
    }

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        Receiver.Tell(new InboxActor.StartWatch(subject, message), ActorRefs.NoSender);
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        Receiver.Tell(new InboxActor.StopWatch(subject), ActorRefs.NoSender);
        return subject;
    }

    public void Dispose()
    {
        _system.Stop(Receiver);
        GC.SuppressFinalize(this);
    }

    private sealed class InboxActor(BlockingCollection<object> messages) : ActorBase
    {
        protected override bool Receive(object message)
        {
            switch (message)
            {
                case StartWatch { Message: null } watch: Context.Watch(watch.Subject); break;
                case StartWatch watch: Context.WatchWith(watch.Subject, watch.Message); break;
                case StopWatch watch: Context.Unwatch(watch.Subject); break;
                default: messages.Add(message); break;
            }
            return true;
        }

        internal sealed record StartWatch(IActorRef Subject, object? Message = null);

        internal sealed record StopWatch(IActorRef Subject);
    }
}
