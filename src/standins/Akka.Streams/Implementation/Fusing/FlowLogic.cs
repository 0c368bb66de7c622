using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>A logic that passes demand on and asks the supervision strategy about exceptions of user code.</summary>
internal abstract class FlowLogic<TIn, TOut> : InAndOutGraphStageLogic
{
    private readonly Decider _decider;

    protected FlowLogic(FlowStage<TIn, TOut> stage, Attributes attributes) : base(stage.Shape)
    {
        In = stage.In;
        Out = stage.Out;
        _decider = DeciderOf(attributes);
        SetHandler(In, (IInHandler)this);
        SetHandler(Out, (IOutHandler)this);
    }

    protected Inlet<TIn> In { get; }

    protected Outlet<TOut> Out { get; }

    public static Decider DeciderOf(Attributes attributes) =>
        attributes.GetAttribute<ActorAttributes.SupervisionStrategy>()?.Decider ?? Deciders.StoppingDecider;

    public override void OnPull() => Pull(In);

    protected Directive Decide(Exception cause) => _decider(cause);

    /// <summary>User code has thrown: fails the stage, or drops the element (and the state) and asks for the next.</summary>
    protected void Supervise(Exception cause)
    {
        switch (Decide(cause))
        {
            case Directive.Stop:
                FailStage(cause);
                return;
            case Directive.Restart:
                Reset();
                break;
        }

        PullIfIdle();
    }

    /// <summary>Clears the state, for supervision that restarts.</summary>
    protected virtual void Reset()
    {
    }

    protected void PullIfIdle()
    {
        if (!IsClosed(In) && !HasBeenPulled(In))
            Pull(In);
    }
}
