using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Stage;

/// <summary>Callbacks of an inlet and an outlet in one object.</summary>
public abstract class InAndOutHandler : IInHandler, IOutHandler
{
    public abstract void OnPush();

    public abstract void OnPull();

    public virtual void OnUpstreamFinish() => GraphInterpreter.Current.ActiveStage.CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => GraphInterpreter.Current.ActiveStage.FailStage(e);

    public virtual void OnDownstreamFinish(Exception cause) => GraphInterpreter.Current.ActiveStage.InternalOnDownstreamFinish(cause);
}
