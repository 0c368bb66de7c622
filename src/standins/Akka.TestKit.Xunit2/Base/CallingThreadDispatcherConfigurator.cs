using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.TestKit;

public class CallingThreadDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : MessageDispatcherConfigurator(config, prerequisites)
{
    public override MessageDispatcher Dispatcher() => new CallingThreadDispatcher(this);
}
