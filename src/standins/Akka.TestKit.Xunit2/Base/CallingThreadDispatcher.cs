using Akka.Dispatch;

namespace Akka.TestKit;

/// <summary>Runs an actor on the thread that sends to it.</summary>
public class CallingThreadDispatcher(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
{
    public static new readonly string Id = "akka.test.calling-thread-dispatcher";

    protected override void ExecuteTask(IRunnable run) => run.Run();

    protected override void Shutdown() { }
}
