using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Passes elements on until its switch is thrown.</summary>
internal sealed class UniqueKillSwitchStage<T> : GraphStageWithMaterializedValue<FlowShape<T, T>, UniqueKillSwitch>
{
    public static readonly UniqueKillSwitchStage<T> Instance = new();

    private UniqueKillSwitchStage()
    {
    }

    public override FlowShape<T, T> Shape { get; } = new(new Inlet<T>("killSwitch.in"), new Outlet<T>("killSwitch.out"));

    public override ILogicAndMaterializedValue<UniqueKillSwitch> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var killSwitch = new UniqueKillSwitch();
        return new LogicAndMaterializedValue<UniqueKillSwitch>(new KillableLogic<T>(Shape, killSwitch.Signal), killSwitch);
    }

    public override string ToString() => "UniqueKillSwitchFlow";
}

/// <summary>Passes elements on until a shared switch is thrown.</summary>
internal sealed class SharedKillSwitchStage<T>(SharedKillSwitch killSwitch)
    : GraphStageWithMaterializedValue<FlowShape<T, T>, SharedKillSwitch>
{
    public override FlowShape<T, T> Shape { get; } = new(new Inlet<T>("killSwitch.in"), new Outlet<T>("killSwitch.out"));

    public override ILogicAndMaterializedValue<SharedKillSwitch> CreateLogicAndMaterializedValue(Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<SharedKillSwitch>(new KillableLogic<T>(Shape, killSwitch.Signal), killSwitch);

    public override string ToString() => $"SharedKillSwitchFlow(switch: {killSwitch})";
}

/// <summary>Passes elements on until a token is cancelled.</summary>
internal sealed class CancellationTokenStage<T>(CancellationToken token, bool gracefully) : GraphStage<FlowShape<T, T>>
{
    public override FlowShape<T, T> Shape { get; } = new(new Inlet<T>("cancellation.in"), new Outlet<T>("cancellation.out"));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, token, gracefully, new KillSignal());

    private sealed class Logic(FlowShape<T, T> shape, CancellationToken token, bool gracefully, KillSignal signal) : KillableLogic<T>(shape, signal)
    {
        private CancellationTokenRegistration _registration;

        public override void PreStart()
        {
            _registration = token.Register(() => Kill(gracefully ? null : new OperationCanceledException(token)));
            base.PreStart();
        }

        public override void PostStop()
        {
            _registration.Dispose();
            base.PostStop();
        }
    }
}

/// <summary>Passes elements on until a signal is set.</summary>
internal class KillableLogic<T> : InAndOutGraphStageLogic
{
    private readonly FlowShape<T, T> _shape;
    private readonly KillSignal _signal;
    private readonly Action<Exception?> _listener;

    public KillableLogic(FlowShape<T, T> shape, KillSignal signal) : base(shape)
    {
        _shape = shape;
        _signal = signal;
        _listener = GetAsyncCallback<Exception?>(OnKilled);
        SetHandlers(shape.Inlet, shape.Outlet, this);
    }

    public override void PreStart()
    {
        if (_signal.IsSetOrListen(_listener, out var cause))
            OnKilled(cause);
    }

    public override void OnPush() => Push(_shape.Outlet, Grab(_shape.Inlet));

    public override void OnPull() => Pull(_shape.Inlet);

    public override void PostStop() => _signal.Forget(_listener);

    protected void Kill(Exception? cause) => _signal.Set(cause);

    private void OnKilled(Exception? cause)
    {
        if (cause is null)
            CompleteStage();
        else
            FailStage(cause);
    }
}
