using Akka.Actor;

namespace DeepAvFusion.Engine.Tests.Streams;

/// <summary>A run that tells a probe of its start and of what it is sent, and does what the probe says.</summary>
internal sealed class ProbedRun : ReceiveActor
{
    private readonly IActorRef _probe;

    public ProbedRun(IActorRef probe)
    {
        _probe = probe;
        Receive<Say>(say => Context.Parent.Tell(say.Message));
        Receive<Throw>(fault => throw fault.Cause);
        Receive<Leave>(_ => Context.Stop(Self));
        ReceiveAny(probe.Forward);
    }

    protected override void PreStart() => _probe.Tell(new Begun());

    internal sealed record Begun;

    /// <summary>Say something to the stream.</summary>
    internal sealed record Say(object Message);

    internal sealed record Throw(Exception Cause);

    internal sealed record Leave;
}
