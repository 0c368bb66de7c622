using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Implementation;

/// <summary>Runs streams in the actor of a stage that runs; they end with it.</summary>
internal sealed class SubFusingMaterializer(ActorMaterializer outer, GraphInterpreterShell shell) : IMaterializer, IMaterializerLoggingProvider
{
    public MessageDispatcher ExecutionContext => outer.ExecutionContext;

    public IMaterializer WithNamePrefix(string namePrefix) =>
        new SubFusingMaterializer((ActorMaterializer)outer.WithNamePrefix(namePrefix), shell);

    public TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable) => Materialize(runnable, Attributes.None);

    public TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes) =>
        ((ActorMaterializerImpl)outer).Materialize(runnable, initialAttributes, shell.Host);

    public ICancelable ScheduleOnce(TimeSpan delay, Action action) => outer.ScheduleOnce(delay, action);

    public ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        outer.ScheduleRepeatedly(initialDelay, interval, action);

    public ILoggingAdapter MakeLogger(object logSource) => outer.MakeLogger(logSource);
}
