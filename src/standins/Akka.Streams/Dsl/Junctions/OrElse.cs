using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Makes junctions with a fallback.</summary>
public static class OrElse
{
    public static IGraph<UniformFanInShape<T, T>, NotUsed> Create<T>() => new OrElse<T>();
}

/// <summary>Emits the primary input, or the secondary one if the primary completes without an element.</summary>
public sealed class OrElse<T> : GraphStage<UniformFanInShape<T, T>>
{
    public OrElse() => Shape = new UniformFanInShape<T, T>(Out, Primary, Secondary);

    public Inlet<T> Primary { get; } = new("OrElse.primary");

    public Inlet<T> Secondary { get; } = new("OrElse.secondary");

    public Outlet<T> Out { get; } = new("OrElse.out");

    public override UniformFanInShape<T, T> Shape { get; }

    protected override Attributes InitialAttributes => Attributes.CreateName("OrElse");

    public override string ToString() => "OrElse";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly OrElse<T> _stage;
        private Inlet<T> _current;
        private bool _primaryEmitted;

        public Logic(OrElse<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            _current = stage.Primary;
            SetHandler(stage.Out, (IOutHandler)this);
            SetHandler(stage.Primary, OnPrimaryPush, OnPrimaryFinish);
            SetHandler(stage.Secondary, () => Push(stage.Out, Grab(stage.Secondary)), OnSecondaryFinish);
        }

        public override void OnPull() => TryPull(_current);

        private void OnPrimaryPush()
        {
            if (!_primaryEmitted)
            {
                _primaryEmitted = true;
                Cancel(_stage.Secondary);
            }

            Push(_stage.Out, Grab(_stage.Primary));
        }

        private void OnPrimaryFinish()
        {
            if (_primaryEmitted || IsClosed(_stage.Secondary))
            {
                CompleteStage();
                return;
            }

            _current = _stage.Secondary;
            if (IsAvailable(_stage.Out))
                Pull(_stage.Secondary);
        }

        private void OnSecondaryFinish()
        {
            if (IsClosed(_stage.Primary))
                CompleteStage();
        }
    }
}
