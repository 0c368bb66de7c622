namespace Akka.Dispatch;

/// <summary>Runs actors on the .NET thread pool.</summary>
public class Dispatcher(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
{
    protected override void ExecuteTask(IRunnable run)
    {
        if (run is IThreadPoolWorkItem item)
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
        else
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Run(), run, preferLocal: false);
    }

    protected override void Shutdown() { }
}
