using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Emits the elements of all inputs as they come; completes with the last, or with the first when eager.</summary>
public class Merge<TIn, TOut> : GraphStage<UniformFanInShape<TIn, TOut>> where TIn : TOut
{
    private readonly int _inputPorts;
    private readonly bool _eagerComplete;

    public Merge(int inputPorts, bool eagerComplete = false)
    {
        if (inputPorts < 1)
            throw new ArgumentException("A Merge must have one or more input ports", nameof(inputPorts));
        _inputPorts = inputPorts;
        _eagerComplete = eagerComplete;
        Shape = new UniformFanInShape<TIn, TOut>(inputPorts, "Merge");
    }

    public override UniformFanInShape<TIn, TOut> Shape { get; }

    public Outlet<TOut> Out => Shape.Out;

    protected override Attributes InitialAttributes => Attributes.CreateName("Merge");

    public Inlet<TIn> In(int id) => Shape.In(id);

    public override string ToString() => "Merge";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly Merge<TIn, TOut> _stage;
        private readonly Queue<Inlet<TIn>> _waiting = new();
        private int _running;

        public Logic(Merge<TIn, TOut> stage) : base(stage.Shape)
        {
            _stage = stage;
            _running = stage._inputPorts;
            SetHandler(stage.Out, (IOutHandler)this);
            foreach (var inlet in stage.Shape.Ins)
                SetHandler(inlet, () => OnPush(inlet), OnUpstreamFinish);
        }

        public override void PreStart()
        {
            foreach (var inlet in _stage.Shape.Ins)
                TryPull(inlet);
        }

        public override void OnPull()
        {
            while (_waiting.TryDequeue(out var inlet))
            {
                if (!IsAvailable(inlet))
                    continue;
                Pass(inlet);
                break;
            }

            if (_running == 0 && _waiting.Count == 0)
                CompleteStage();
        }

        private void OnPush(Inlet<TIn> inlet)
        {
            if (IsAvailable(_stage.Out))
                Pass(inlet);
            else
                _waiting.Enqueue(inlet);
        }

        private void OnUpstreamFinish()
        {
            _running--;
            if (_stage._eagerComplete)
            {
                foreach (var inlet in _stage.Shape.Ins)
                    if (!IsAvailable(inlet))
                        Cancel(inlet);
                _running = 0;
            }

            if (_running == 0 && _waiting.Count == 0)
                CompleteStage();
        }

        private void Pass(Inlet<TIn> inlet)
        {
            Push(_stage.Out, Grab(inlet));
            if (_running > 0)
                TryPull(inlet);
        }
    }
}

/// <summary>Emits the elements of all inputs as they come.</summary>
public sealed class Merge<T> : Merge<T, T>
{
    public Merge(int inputPorts, bool eagerComplete = false) : base(inputPorts, eagerComplete)
    {
    }
}
