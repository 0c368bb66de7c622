using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Restart;

/// <summary>Emits what a source emits that is started again when it ends.</summary>
internal sealed class RestartSourceStage<T, TMat>(Func<Source<T, TMat>> factory, RestartSettings settings, bool onlyOnFailures)
    : GraphStage<SourceShape<T>>
{
    private readonly Outlet<T> _out = new("RestartWithBackoffSource.out");

    public override SourceShape<T> Shape => field ??= new SourceShape<T>(_out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, factory, settings, onlyOnFailures);

    private sealed class Logic : RestartLogic
    {
        private readonly Outlet<T> _out;
        private readonly Func<Source<T, TMat>> _factory;
        private SubSinkInlet<T>? _inner;

        public Logic(RestartSourceStage<T, TMat> stage, Func<Source<T, TMat>> factory, RestartSettings settings, bool onlyOnFailures)
            : base(stage.Shape, settings, onlyOnFailures)
        {
            _out = stage._out;
            _factory = factory;
            SetHandler(_out, OnPull, OnDownstreamFinish);
        }

        protected override void StartGraph()
        {
            var inner = _inner = CreateSubSinkInlet<T>("RestartWithBackoffSource.subIn");
            inner.SetHandler(new LambdaInHandler(
                onPush: () => Push(_out, inner.Grab()),
                onUpstreamFinish: () =>
                {
                    if (!RestartsAfterEnd())
                        Complete(_out);
                },
                onUpstreamFailure: cause =>
                {
                    if (!RestartsAfterFailure(cause))
                        Fail(_out, cause);
                }));
            _factory().RunWith(inner.Sink, SubFusingMaterializer);
            if (IsAvailable(_out))
                inner.Pull();
        }

        protected override void OnBackoff() => _inner = null;

        private void OnPull()
        {
            if (_inner is { HasBeenPulled: false })
                _inner.Pull();
        }

        private void OnDownstreamFinish(Exception cause)
        {
            IsFinishing = true;
            _inner?.Cancel(cause);
            CancelStage(cause);
        }
    }
}
