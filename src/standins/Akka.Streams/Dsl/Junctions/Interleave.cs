using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Makes junctions that take segments of their inputs in turn.</summary>
public static class Interleave
{
    public static IGraph<UniformFanInShape<T, T>, NotUsed> Create<T>(int inputPorts, int segmentSize, bool eagerClose = false) =>
        new Interleave<T, T>(inputPorts, segmentSize, eagerClose);
}

/// <summary>Emits a number of elements of each input in turn.</summary>
public sealed class Interleave<TIn, TOut> : GraphStage<UniformFanInShape<TIn, TOut>> where TIn : TOut
{
    private readonly int _segmentSize;
    private readonly bool _eagerClose;

    internal Interleave(int inputPorts, int segmentSize, bool eagerClose = false)
    {
        if (inputPorts <= 1)
            throw new ArgumentException("Interleave input ports count must be greater than 1", nameof(inputPorts));
        if (segmentSize <= 0)
            throw new ArgumentException("Interleave segment size must be greater than 0", nameof(segmentSize));
        _segmentSize = segmentSize;
        _eagerClose = eagerClose;
        Shape = new UniformFanInShape<TIn, TOut>(inputPorts, "Interleave");
    }

    public override UniformFanInShape<TIn, TOut> Shape { get; }

    public Outlet<TOut> Out => Shape.Out;

    public Inlet<TIn> In(int id) => Shape.In(id);

    public override string ToString() => "Interleave";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly Interleave<TIn, TOut> _stage;
        private int _current;
        private int _taken;
        private int _running;

        public Logic(Interleave<TIn, TOut> stage) : base(stage.Shape)
        {
            _stage = stage;
            _running = stage.Shape.N;
            SetHandler(stage.Out, (IOutHandler)this);
            for (var i = 0; i < stage.Shape.N; i++)
            {
                var index = i;
                SetHandler(stage.In(i), () => OnPush(index), () => OnUpstreamFinish(index));
            }
        }

        public override void OnPull() => PullCurrent();

        private void OnPush(int index)
        {
            Push(_stage.Out, Grab(_stage.In(index)));
            if (++_taken == _stage._segmentSize)
                Advance();
        }

        private void OnUpstreamFinish(int index)
        {
            if (--_running == 0 || _stage._eagerClose)
            {
                CompleteStage();
                return;
            }

            if (index != _current)
                return;
            Advance();
            if (IsAvailable(_stage.Out))
                PullCurrent();
        }

        private void Advance()
        {
            _taken = 0;
            do
                _current = (_current + 1) % _stage.Shape.N;
            while (IsClosed(_stage.In(_current)) && _running > 0);
        }

        private void PullCurrent()
        {
            if (IsClosed(_stage.In(_current)))
                Advance();
            TryPull(_stage.In(_current));
        }
    }
}
