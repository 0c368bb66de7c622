using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Splits each element into two, one for each output.</summary>
public class UnzipWith<TIn, T0, T1> : GraphStage<FanOutShape<TIn, T0, T1>>
{
    private readonly Func<TIn, (T0, T1)> _unzipper;

    public UnzipWith(Func<TIn, (T0, T1)> unzipper)
    {
        _unzipper = unzipper;
        Shape = new FanOutShape<TIn, T0, T1>("UnzipWith2");
    }

    public Inlet<TIn> In => Shape.In;

    public Outlet<T0> Out0 => Shape.Out0;

    public Outlet<T1> Out1 => Shape.Out1;

    public sealed override FanOutShape<TIn, T0, T1> Shape { get; }

    protected sealed override Attributes InitialAttributes => Attributes.CreateName("UnzipWith");

    protected sealed override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly UnzipWith<TIn, T0, T1> _stage;

        public Logic(UnzipWith<TIn, T0, T1> stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.In, (IInHandler)this);
            SetHandler(stage.Out0, PullIfAllAsked, OnDownstreamFinish);
            SetHandler(stage.Out1, PullIfAllAsked, OnDownstreamFinish);
        }

        public override void OnPush()
        {
            var (first, second) = _stage._unzipper(Grab(_stage.In));
            if (!IsClosed(_stage.Out0))
                Push(_stage.Out0, first);
            if (!IsClosed(_stage.Out1))
                Push(_stage.Out1, second);
        }

        private void OnDownstreamFinish(Exception cause)
        {
            if (IsClosed(_stage.Out0) && IsClosed(_stage.Out1))
                CancelStage(cause);
            else
                PullIfAllAsked();
        }

        private void PullIfAllAsked()
        {
            var first = IsClosed(_stage.Out0) || IsAvailable(_stage.Out0);
            var second = IsClosed(_stage.Out1) || IsAvailable(_stage.Out1);
            if (first && second && !HasBeenPulled(_stage.In))
                TryPull(_stage.In);
        }
    }
}

/// <summary>Splits pairs into their parts.</summary>
public sealed class UnZip<T1, T2> : UnzipWith<KeyValuePair<T1, T2>, T1, T2>
{
    public UnZip() : base(pair => (pair.Key, pair.Value))
    {
    }

    public override string ToString() => "Unzip";
}
