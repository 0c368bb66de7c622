using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>One dispatcher for all actors that name it.</summary>
internal sealed class SharedConfigurator(Config config, IDispatcherPrerequisites prerequisites, Func<MessageDispatcherConfigurator, MessageDispatcher> make)
    : MessageDispatcherConfigurator(config, prerequisites)
{
    private readonly Lock _gate = new();
    private MessageDispatcher? _dispatcher;

    public override MessageDispatcher Dispatcher()
    {
        lock (_gate)
            return _dispatcher ??= make(this);
    }
}

/// <summary>A dispatcher of its own for every actor.</summary>
internal sealed class PinnedConfigurator(Config config, IDispatcherPrerequisites prerequisites) : MessageDispatcherConfigurator(config, prerequisites)
{
    public override MessageDispatcher Dispatcher() => new PinnedDispatcher(this);
}
