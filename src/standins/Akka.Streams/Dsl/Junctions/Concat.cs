using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Makes junctions that emit one input after the other.</summary>
public static class Concat
{
    public static IGraph<UniformFanInShape<T, T>, NotUsed> Create<T>(int inputPorts = 2) => new Concat<T, T>(inputPorts);
}

/// <summary>Emits all of the first input, then all of the second, and so on.</summary>
public class Concat<TIn, TOut> : GraphStage<UniformFanInShape<TIn, TOut>> where TIn : TOut
{
    public Concat(int inputPorts = 2)
    {
        if (inputPorts <= 1)
            throw new ArgumentException("A Concat must have more than 1 input port", nameof(inputPorts));
        Shape = new UniformFanInShape<TIn, TOut>(inputPorts, "Concat");
    }

    public override UniformFanInShape<TIn, TOut> Shape { get; }

    public Outlet<TOut> Out => Shape.Out;

    protected override Attributes InitialAttributes => Attributes.CreateName("Concat");

    public Inlet<TIn> In(int id) => Shape.In(id);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly Concat<TIn, TOut> _stage;
        private int _current;

        public Logic(Concat<TIn, TOut> stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.Out, (IOutHandler)this);
            for (var i = 0; i < stage.Shape.N; i++)
            {
                var index = i;
                SetHandler(stage.In(i), () => Push(stage.Out, Grab(stage.In(index))), () => OnUpstreamFinish(index));
            }
        }

        public override void OnPull() => Pull(_stage.In(_current));

        private void OnUpstreamFinish(int index)
        {
            if (index != _current)
                return;
            do
                _current++;
            while (_current < _stage.Shape.N && IsClosed(_stage.In(_current)));

            if (_current == _stage.Shape.N)
                CompleteStage();
            else if (IsAvailable(_stage.Out))
                Pull(_stage.In(_current));
        }
    }
}
