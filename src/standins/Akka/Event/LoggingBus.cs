using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Brings events to the actors that subscribed to their type, a base type or an interface of it.</summary>
public class LoggingBus
{
    private readonly Lock _gate = new();
    private Subscriptions _subscriptions = new([]);
    private volatile int _logLevel = (int)LogLevel.InfoLevel;

    public LogLevel LogLevel
    {
        get => (LogLevel)_logLevel;
        private protected set => _logLevel = (int)value;
    }

    /// <summary>Publishes to all subscribers of the event's type, each once.</summary>
    public virtual void Publish(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        foreach (var subscriber in Volatile.Read(ref _subscriptions).For(@event.GetType()))
            subscriber.Tell(@event, ActorRefs.NoSender);
    }

    /// <returns>False when it was subscribed to that type already.</returns>
    public virtual bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        lock (_gate)
        {
            if (_subscriptions.All.Contains((subscriber, channel)))
                return false;
            Volatile.Write(ref _subscriptions, new Subscriptions([.. _subscriptions.All, (subscriber, channel)]));
            return true;
        }
    }

    /// <returns>False when it was not subscribed.</returns>
    public virtual bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        return Remove(entry => entry.Channel == channel && entry.Subscriber.Equals(subscriber));
    }

    public virtual bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        return Remove(entry => entry.Subscriber.Equals(subscriber));
    }

    private bool Remove(Predicate<(IActorRef Subscriber, Type Channel)> which)
    {
        lock (_gate)
        {
            var left = Array.FindAll(_subscriptions.All, entry => !which(entry));
            if (left.Length == _subscriptions.All.Length)
                return false;
            Volatile.Write(ref _subscriptions, new Subscriptions(left));
            return true;
        }
    }

    // replaced whole at every change, so publishing takes no lock
    private sealed class Subscriptions((IActorRef Subscriber, Type Channel)[] all)
    {
        private readonly ConcurrentDictionary<Type, IActorRef[]> _byType = new();

        public (IActorRef Subscriber, Type Channel)[] All => all;

        public IActorRef[] For(Type type) => _byType.GetOrAdd(type, static (wanted, entries) =>
            [.. entries.Where(entry => entry.Channel.IsAssignableFrom(wanted)).Select(entry => entry.Subscriber).Distinct()], all);
    }
}
