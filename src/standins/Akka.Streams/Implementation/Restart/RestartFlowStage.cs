using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Restart;

/// <summary>Sends elements through a flow that is started again when it ends.</summary>
internal sealed class RestartFlowStage<TIn, TOut, TMat>(Func<Flow<TIn, TOut, TMat>> factory, RestartSettings settings, bool onlyOnFailures)
    : GraphStage<FlowShape<TIn, TOut>>
{
    private readonly Inlet<TIn> _in = new("RestartWithBackoffFlow.in");
    private readonly Outlet<TOut> _out = new("RestartWithBackoffFlow.out");

    public override FlowShape<TIn, TOut> Shape => field ??= new FlowShape<TIn, TOut>(_in, _out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, factory, settings, onlyOnFailures);

    private sealed class Logic : RestartLogic
    {
        private readonly Inlet<TIn> _in;
        private readonly Outlet<TOut> _out;
        private readonly Func<Flow<TIn, TOut, TMat>> _factory;
        private readonly bool _onlyOnFailures;
        private SubSourceOutlet<TIn>? _feed;
        private SubSinkInlet<TOut>? _result;

        public Logic(
            RestartFlowStage<TIn, TOut, TMat> stage, Func<Flow<TIn, TOut, TMat>> factory, RestartSettings settings, bool onlyOnFailures)
            : base(stage.Shape, settings, onlyOnFailures)
        {
            _in = stage._in;
            _out = stage._out;
            _factory = factory;
            _onlyOnFailures = onlyOnFailures;
            SetHandler(_in, OnPush, OnUpstreamFinish, OnUpstreamFailure);
            SetHandler(_out, OnPull, OnDownstreamFinish);
        }

        protected override void StartGraph()
        {
            var feed = _feed = new SubSourceOutlet<TIn>(this, "RestartWithBackoffFlow.subOut");
            var result = _result = CreateSubSinkInlet<TOut>("RestartWithBackoffFlow.subIn");
            feed.SetHandler(new LambdaOutHandler(
                onPull: () =>
                {
                    if (IsAvailable(_in))
                        OnPush();
                    else if (!HasBeenPulled(_in))
                        TryPull(_in);
                },
                onDownstreamFinish: cause => OnFeedCancelled(feed, cause)));
            result.SetHandler(new LambdaInHandler(
                onPush: () => Push(_out, result.Grab()),
                onUpstreamFinish: () => OnResultEnded(result, null),
                onUpstreamFailure: cause => OnResultEnded(result, cause)));
            Source.FromGraph(feed.Source).Via(_factory()).RunWith(result.Sink, SubFusingMaterializer);
            if (IsClosed(_in))
                feed.Complete();
            if (IsAvailable(_out))
                result.Pull();
        }

        protected override void OnBackoff()
        {
            _feed = null;
            _result = null;
        }

        private void OnFeedCancelled(SubSourceOutlet<TIn> feed, Exception cause)
        {
            // a failed flow cancels too: what it emits last, completion or failure, decides about the restart
            if (feed != _feed)
                return;
            if (_onlyOnFailures && cause is SubscriptionWithCancelException.NonFailureCancellation)
                Cancel(_in, cause);
            _feed = null;
        }

        private void OnResultEnded(SubSinkInlet<TOut> result, Exception? cause)
        {
            if (result != _result)
                return;
            _result = null;
            var feed = _feed;
            _feed = null;
            if (cause is null ? RestartsAfterEnd() : RestartsAfterFailure(cause))
            {
                feed?.Complete();
                return;
            }

            if (cause is null)
                CompleteStage();
            else
                FailStage(cause);
        }

        private void OnPush()
        {
            if (_feed is { IsAvailable: true })
                _feed.Push(Grab(_in));
        }

        private void OnPull()
        {
            if (_result is { HasBeenPulled: false })
                _result.Pull();
        }

        private void OnUpstreamFinish()
        {
            IsFinishing = true;
            if (_feed is not null)
                _feed.Complete();
            else if (_result is null)
                CompleteStage();
        }

        private void OnUpstreamFailure(Exception cause)
        {
            IsFinishing = true;
            if (_feed is not null)
                _feed.Fail(cause);
            else
                FailStage(cause);
        }

        private void OnDownstreamFinish(Exception cause)
        {
            IsFinishing = true;
            _result?.Cancel(cause);
            CancelStage(cause);
        }
    }
}
