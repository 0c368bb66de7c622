namespace Akka.Actor;

/// <summary>The clock of a system: sends messages and runs actions later.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    IAdvancedScheduler Advanced { get; }
}
