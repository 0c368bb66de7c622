using Akka.Actor;

namespace Akka.TestKit;

public sealed class NoAutoPilot : AutoPilot
{
    public static readonly NoAutoPilot Instance = new();

    private NoAutoPilot() { }

    public override AutoPilot Run(IActorRef sender, object message) => this;
}
