using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Reacts to the messages of a test actor by itself, besides queueing them.</summary>
public abstract class AutoPilot
{
    /// <summary>Keeps the present pilot.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <returns>The pilot for the next message.</returns>
    public abstract AutoPilot Run(IActorRef sender, object message);
}
