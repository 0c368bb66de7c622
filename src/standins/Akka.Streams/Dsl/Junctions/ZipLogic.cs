using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Waits for one element of each input, then emits them together; ends when an input has no more.</summary>
internal abstract class ZipLogic<TOut> : OutGraphStageLogic
{
    private readonly FanInShape<TOut> _shape;
    private int _missing;
    private bool _lastRound;

    protected ZipLogic(FanInShape<TOut> shape) : base(shape)
    {
        _shape = shape;
        SetHandler(shape.Out, (IOutHandler)this);
    }

    public override void OnPull()
    {
        _missing += InCount;
        if (_missing == 0)
            PushAll();
    }

    protected void Take<T>(Inlet<T> inlet) => SetHandler(
        inlet,
        onPush: () =>
        {
            if (--_missing == 0)
                PushAll();
        },
        onUpstreamFinish: () =>
        {
            if (!IsAvailable(inlet))
                CompleteStage();
            _lastRound = true;
        });

    protected abstract TOut Combine();

    protected abstract void PullAll();

    private void PushAll()
    {
        Push(_shape.Out, Combine());
        if (_lastRound)
            CompleteStage();
        else
            PullAll();
    }
}
