using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>A logic with timers that passes elements and demand on unless told otherwise.</summary>
internal abstract class TimedFlowLogic<TIn, TOut> : TimerGraphStageLogic, IInHandler, IOutHandler
{
    protected const string TimerKey = "timer";

    protected TimedFlowLogic(FlowStage<TIn, TOut> stage) : base(stage.Shape)
    {
        In = stage.In;
        Out = stage.Out;
        SetHandler(In, (IInHandler)this);
        SetHandler(Out, (IOutHandler)this);
    }

    protected Inlet<TIn> In { get; }

    protected Outlet<TOut> Out { get; }

    public abstract void OnPush();

    public virtual void OnPull() => Pull(In);

    public virtual void OnUpstreamFinish() => CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => FailStage(e);

    public virtual void OnDownstreamFinish(Exception cause) => InternalOnDownstreamFinish(cause);
}
