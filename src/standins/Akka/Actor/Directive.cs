namespace Akka.Actor;

/// <summary>What a parent does about the failure of a child.</summary>
public enum Directive
{
    Resume,
    Restart,
    Escalate,
    Stop,
}
