using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Stage;

/// <summary>Callbacks of an inlet that complete or fail the stage when upstream does.</summary>
public abstract class InHandler : IInHandler
{
    public abstract void OnPush();

    public virtual void OnUpstreamFinish() => GraphInterpreter.Current.ActiveStage.CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => GraphInterpreter.Current.ActiveStage.FailStage(e);
}
