namespace Akka.Actor;

/// <summary>Messages put aside for later.</summary>
public interface IStash
{
    int Count { get; }

    bool IsEmpty { get; }

    bool NonEmpty { get; }

    bool IsFull { get; }

    /// <summary>-1: no limit.</summary>
    int Capacity { get; }

    /// <summary>Puts the present message aside.</summary>
    void Stash();

    /// <summary>Puts the oldest one back at the front of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all back at the front of the mailbox, in their order.</summary>
    void UnstashAll();

    void UnstashAll(Func<Envelope, bool> predicate);

    IEnumerable<Envelope> ClearStash();

    void Prepend(IEnumerable<Envelope> envelopes);
}
