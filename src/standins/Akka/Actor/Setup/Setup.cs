namespace Akka.Actor.Setup;

/// <summary>A programmatic setting of a system.</summary>
public abstract class Setup
{
    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}
