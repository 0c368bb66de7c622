using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Stage;

/// <summary>Callbacks of an outlet that end the stage when downstream cancels.</summary>
public abstract class OutHandler : IOutHandler
{
    public abstract void OnPull();

    public virtual void OnDownstreamFinish(Exception cause) => GraphInterpreter.Current.ActiveStage.InternalOnDownstreamFinish(cause);
}
