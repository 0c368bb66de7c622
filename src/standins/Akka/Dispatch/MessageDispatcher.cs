using Akka.Actor;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>Gives actors the threads they run on.</summary>
public abstract class MessageDispatcher
{
    public const int DefaultThroughput = 100;

    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Id = configurator.Config.GetString("id", "");
        Throughput = configurator.Config.GetInt("throughput", DefaultThroughput);
    }

    public MessageDispatcherConfigurator Configurator { get; }

    public EventStream EventStream => Configurator.Prerequisites.EventStream;

    public Mailboxes Mailboxes => Configurator.Prerequisites.Mailboxes;

    public string Id { get; protected set; }

    /// <summary>How many messages one actor handles before the next gets the thread.</summary>
    public int Throughput { get; set; }

    public void Schedule(Action run) => ExecuteTask(new ActionRunnable(run));

    public void Schedule(IRunnable run) => ExecuteTask(run);

    public virtual void Attach(ActorCell cell) { }

    public virtual void Detach(ActorCell cell) => cell.Mailbox.Close();

    internal void Execute(IRunnable run) => ExecuteTask(run);

    protected abstract void ExecuteTask(IRunnable run);

    protected abstract void Shutdown();
}
