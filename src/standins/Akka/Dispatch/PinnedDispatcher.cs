using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Gives one actor a thread of its own, which ends with the actor.</summary>
public sealed class PinnedDispatcher : MessageDispatcher
{
    private readonly BlockingCollection<IRunnable> _work = [];

    public PinnedDispatcher(MessageDispatcherConfigurator configurator) : base(configurator)
    {
        var thread = new Thread(Loop) { IsBackground = true, Name = Id };
        thread.Start();
    }

    public override void Detach(ActorCell cell)
    {
        base.Detach(cell);
        Shutdown();
    }

    protected override void ExecuteTask(IRunnable run)
    {
        try
        {
            _work.Add(run);
        }
        catch (InvalidOperationException)
        {
            // the actor has ended and its thread with it
            ThreadPool.UnsafeQueueUserWorkItem(static late => late.Run(), run, preferLocal: false);
        }
    }

    protected override void Shutdown() => _work.CompleteAdding();

    private void Loop()
    {
        foreach (var run in _work.GetConsumingEnumerable())
            run.Run();
    }
}
