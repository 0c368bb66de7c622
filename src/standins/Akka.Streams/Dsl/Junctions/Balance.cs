using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Emits each element to one of the outputs that have asked.</summary>
public sealed class Balance<T> : GraphStage<UniformFanOutShape<T, T>>
{
    private readonly bool _waitForAllDownstreams;

    public Balance(int outputPorts, bool waitForAllDownstreams = false)
    {
        if (outputPorts < 1)
            throw new ArgumentException("A Balance must have one or more output ports", nameof(outputPorts));
        _waitForAllDownstreams = waitForAllDownstreams;
        Shape = new UniformFanOutShape<T, T>(outputPorts, "Balance");
    }

    public override UniformFanOutShape<T, T> Shape { get; }

    public Inlet<T> In => Shape.In;

    protected override Attributes InitialAttributes => Attributes.CreateName("Balance");

    public Outlet<T> Out(int id) => Shape.Out(id);

    public override string ToString() => "Balance";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Balance<T> _stage;
        private readonly LinkedList<Outlet<T>> _asking = new();
        private readonly HashSet<Outlet<T>> _neverAsked;
        private int _running;

        public Logic(Balance<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            _running = stage.Shape.Outs.Count;
            _neverAsked = stage._waitForAllDownstreams ? [.. stage.Shape.Outs] : [];
            SetHandler(stage.In, (IInHandler)this);
            foreach (var outlet in stage.Shape.Outs)
                SetHandler(outlet, () => OnPull(outlet), cause => OnDownstreamFinish(outlet, cause));
        }

        public override void OnPush()
        {
            var outlet = _asking.First!.Value;
            _asking.RemoveFirst();
            Push(outlet, Grab(_stage.In));
            PullIfAsked();
        }

        private void OnPull(Outlet<T> outlet)
        {
            _neverAsked.Remove(outlet);
            _asking.AddLast(outlet);
            PullIfAsked();
        }

        private void OnDownstreamFinish(Outlet<T> outlet, Exception cause)
        {
            _neverAsked.Remove(outlet);
            _asking.Remove(outlet);
            if (--_running == 0)
                CancelStage(cause);
            else
                PullIfAsked();
        }

        private void PullIfAsked()
        {
            if (IsAvailable(_stage.In) && _asking.Count > 0)
                OnPush();
            else if (_asking.Count > 0 && _neverAsked.Count == 0 && !HasBeenPulled(_stage.In))
                TryPull(_stage.In);
        }
    }
}
