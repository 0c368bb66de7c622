namespace Akka.Dispatch;

/// <summary>Work a dispatcher or scheduler runs.</summary>
public interface IRunnable
{
    void Run();
}
