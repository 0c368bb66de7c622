using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Emits each element to all outputs, as fast as the slowest takes them.</summary>
public sealed class Broadcast<T> : GraphStage<UniformFanOutShape<T, T>>
{
    public readonly Inlet<T> In;

    private readonly bool _eagerCancel;

    /// <param name="outputPorts">At least 1.</param>
    /// <param name="eagerCancel">True to cancel when one output is cancelled, not only when all are.</param>
    public Broadcast(int outputPorts, bool eagerCancel = false)
    {
        if (outputPorts < 1)
            throw new ArgumentException("A Broadcast must have one or more output ports", nameof(outputPorts));
        _eagerCancel = eagerCancel;
        Shape = new UniformFanOutShape<T, T>(outputPorts, "Broadcast");
        In = Shape.In;
    }

    public override UniformFanOutShape<T, T> Shape { get; }

    protected override Attributes InitialAttributes => Attributes.CreateName("Broadcast");

    public Outlet<T> Out(int id) => Shape.Out(id);

    public override string ToString() => "Broadcast";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Broadcast<T> _stage;
        private readonly bool[] _owesPull;
        private int _owing;
        private int _running;

        public Logic(Broadcast<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            _running = _owing = stage.Shape.Outs.Count;
            _owesPull = Enumerable.Repeat(true, _running).ToArray();
            SetHandler(stage.In, (IInHandler)this);
            for (var i = 0; i < _running; i++)
            {
                var index = i;
                SetHandler(stage.Out(i), () => OnPull(index), cause => OnDownstreamFinish(index, cause));
            }
        }

        public override void OnPush()
        {
            var element = Grab(_stage.In);
            _owing = _running;
            for (var i = 0; i < _owesPull.Length; i++)
            {
                if (IsClosed(_stage.Out(i)))
                    continue;
                Push(_stage.Out(i), element);
                _owesPull[i] = true;
            }
        }

        private void OnPull(int index)
        {
            _owesPull[index] = false;
            _owing--;
            PullIfAllAsked();
        }

        private void OnDownstreamFinish(int index, Exception cause)
        {
            _running--;
            if (_stage._eagerCancel || _running == 0)
            {
                CancelStage(cause);
                return;
            }

            if (!_owesPull[index])
                return;
            _owesPull[index] = false;
            _owing--;
            PullIfAllAsked();
        }

        private void PullIfAllAsked()
        {
            if (_owing == 0 && !HasBeenPulled(_stage.In))
                TryPull(_stage.In);
        }
    }
}
