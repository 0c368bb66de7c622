using Akka.Actor;

namespace Akka.TestKit;

/// <summary>No message yet.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    public static readonly NullMessageEnvelope Instance = new();

    private NullMessageEnvelope() { }

    public override object? Message => null;

    public override IActorRef Sender => throw new InvalidOperationException("No sender: no message was received yet.");

    public override string ToString() => "<null>";
}
