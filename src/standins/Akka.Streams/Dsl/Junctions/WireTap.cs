using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Makes wire taps.</summary>
public static class WireTap
{
    public static WireTap<T> Create<T>() => new();
}

/// <summary>Passes elements on and gives them to a second output too, where it keeps up; that one gets the newest it missed.</summary>
public sealed class WireTap<T> : GraphStage<FanOutShape<T, T, T>>
{
    public WireTap() => Shape = new FanOutShape<T, T, T>(In, OutMain, OutTap);

    public Inlet<T> In { get; } = new("WireTap.in");

    public Outlet<T> OutMain { get; } = new("WireTap.outMain");

    public Outlet<T> OutTap { get; } = new("WireTap.outTap");

    public override FanOutShape<T, T, T> Shape { get; }

    protected override Attributes InitialAttributes => Attributes.CreateName("WireTap");

    public override string ToString() => "WireTap";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly WireTap<T> _stage;
        private T? _missed;
        private bool _hasMissed;

        public Logic(WireTap<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.In, (IInHandler)this);
            SetHandler(stage.OutMain, () => Pull(stage.In), CancelStage);
            SetHandler(stage.OutTap, OnTapPull, _ => Forget());
        }

        public override void OnPush()
        {
            var element = Grab(_stage.In);
            Push(_stage.OutMain, element);
            if (IsAvailable(_stage.OutTap))
                Push(_stage.OutTap, element);
            else if (!IsClosed(_stage.OutTap))
            {
                _missed = element;
                _hasMissed = true;
            }
        }

        private void OnTapPull()
        {
            if (!_hasMissed)
                return;
            Push(_stage.OutTap, _missed!);
            Forget();
        }

        private void Forget()
        {
            _missed = default;
            _hasMissed = false;
        }
    }
}
