using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Restart;

/// <summary>Feeds a sink that is started again when it cancels.</summary>
internal sealed class RestartSinkStage<T, TMat>(Func<Sink<T, TMat>> factory, RestartSettings settings) : GraphStage<SinkShape<T>>
{
    private readonly Inlet<T> _in = new("RestartWithBackoffSink.in");

    public override SinkShape<T> Shape => field ??= new SinkShape<T>(_in);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, factory, settings);

    private sealed class Logic : RestartLogic
    {
        private readonly Inlet<T> _in;
        private readonly Func<Sink<T, TMat>> _factory;
        private SubSourceOutlet<T>? _inner;

        public Logic(RestartSinkStage<T, TMat> stage, Func<Sink<T, TMat>> factory, RestartSettings settings)
            : base(stage.Shape, settings, onlyOnFailures: false)
        {
            _in = stage._in;
            _factory = factory;
            SetHandler(_in, OnPush, OnUpstreamFinish, OnUpstreamFailure);
        }

        protected override void StartGraph()
        {
            var inner = _inner = new SubSourceOutlet<T>(this, "RestartWithBackoffSink.subOut");
            inner.SetHandler(new LambdaOutHandler(
                onPull: () =>
                {
                    if (IsAvailable(_in))
                        OnPush();
                    else if (!HasBeenPulled(_in))
                        TryPull(_in);
                },
                onDownstreamFinish: cause =>
                {
                    if (!RestartsAfterEnd())
                        Cancel(_in, cause);
                }));
            _factory().RunWith(inner.Source, SubFusingMaterializer);
        }

        protected override void OnBackoff() => _inner = null;

        private void OnPush()
        {
            // without an inner sink the element stays in the inlet
            if (_inner is { IsAvailable: true })
                _inner.Push(Grab(_in));
        }

        private void OnUpstreamFinish()
        {
            IsFinishing = true;
            _inner?.Complete();
            CompleteStage();
        }

        private void OnUpstreamFailure(Exception cause)
        {
            IsFinishing = true;
            _inner?.Fail(cause);
            FailStage(cause);
        }
    }
}
