namespace Akka.Dispatch;

/// <summary>Runs actors on the synchronization context of the thread that created the dispatcher, as a user interface's.</summary>
public sealed class CurrentSynchronizationContextDispatcher : MessageDispatcher
{
    private readonly SynchronizationContext _context;

    public CurrentSynchronizationContextDispatcher(MessageDispatcherConfigurator configurator) : base(configurator) =>
        _context = SynchronizationContext.Current
                   ?? throw new InvalidOperationException("The current thread has no synchronization context to run actors on.");

    protected override void ExecuteTask(IRunnable run) => _context.Post(static state => ((IRunnable)state!).Run(), run);

    protected override void Shutdown() { }
}
