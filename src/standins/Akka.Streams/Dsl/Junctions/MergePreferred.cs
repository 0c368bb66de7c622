using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Emits the elements of all inputs; one input goes before the others.</summary>
public sealed class MergePreferred<T> : GraphStage<MergePreferred<T>.MergePreferredShape>
{
    private readonly bool _eagerClose;

    public MergePreferred(int secondaryPorts, bool eagerClose = false)
    {
        if (secondaryPorts < 1)
            throw new ArgumentException("A MergePreferred must have more than 0 secondary input ports", nameof(secondaryPorts));
        _eagerClose = eagerClose;
        Shape = new MergePreferredShape(secondaryPorts, "MergePreferred");
    }

    public override MergePreferredShape Shape { get; }

    public Outlet<T> Out => Shape.Out;

    public Inlet<T> Preferred => Shape.Preferred;

    protected override Attributes InitialAttributes => Attributes.CreateName("MergePreferred");

    public Inlet<T> In(int id) => Shape.In(id);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    /// <summary>Uniform inlets and the preferred one.</summary>
    public sealed class MergePreferredShape : UniformFanInShape<T, T>
    {
        private readonly int _secondaryPorts;

        public MergePreferredShape(int secondaryPorts, IInit init) : base(secondaryPorts, init)
        {
            _secondaryPorts = secondaryPorts;
            Preferred = NewInlet<T>("preferred");
        }

        public MergePreferredShape(int secondaryPorts, string name) : this(secondaryPorts, new InitName(name))
        {
        }

        public Inlet<T> Preferred { get; }

        protected override FanInShape<T> Construct(IInit init) => new MergePreferredShape(_secondaryPorts, init);
    }

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly MergePreferred<T> _stage;
        private readonly Inlet<T>[] _inlets;
        private readonly Queue<Inlet<T>> _waiting = new();
        private int _running;

        public Logic(MergePreferred<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            _inlets = [stage.Preferred, .. stage.Shape.Ins];
            _running = _inlets.Length;
            SetHandler(stage.Out, (IOutHandler)this);
            foreach (var inlet in _inlets)
                SetHandler(inlet, () => OnPush(inlet), OnUpstreamFinish);
        }

        public override void PreStart()
        {
            foreach (var inlet in _inlets)
                TryPull(inlet);
        }

        public override void OnPull()
        {
            if (IsAvailable(_stage.Preferred))
                Pass(_stage.Preferred);
            else if (_waiting.TryDequeue(out var inlet))
                Pass(inlet);
            CompleteIfDone();
        }

        private void OnPush(Inlet<T> inlet)
        {
            if (IsAvailable(_stage.Out))
                Pass(inlet);
            else if (inlet != _stage.Preferred)
                _waiting.Enqueue(inlet);
        }

        private void OnUpstreamFinish()
        {
            _running = _stage._eagerClose ? 0 : _running - 1;
            CompleteIfDone();
        }

        private void CompleteIfDone()
        {
            if (_running == 0 && _waiting.Count == 0 && !IsAvailable(_stage.Preferred))
                CompleteStage();
        }

        private void Pass(Inlet<T> inlet)
        {
            Push(_stage.Out, Grab(inlet));
            if (_running > 0)
                TryPull(inlet);
        }
    }
}
