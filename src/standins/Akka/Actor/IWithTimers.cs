namespace Akka.Actor;

/// <summary>An actor with timers; the library sets the property after construction, before <c>PreStart</c>.</summary>
public interface IWithTimers
{
    ITimerScheduler Timers { get; set; }
}
