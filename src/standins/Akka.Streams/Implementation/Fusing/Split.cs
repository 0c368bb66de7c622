using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits one source after the other; a condition on the elements says where one ends.</summary>
internal sealed class Split<T>(Func<T, bool> predicate, bool after, SubstreamCancelStrategy cancelStrategy)
    : FlowStage<T, Source<T, NotUsed>>(after ? "splitAfter" : "splitWhen")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, predicate, after, cancelStrategy, inheritedAttributes);

    private sealed class Logic(
        Split<T> stage, Func<T, bool> predicate, bool after, SubstreamCancelStrategy cancelStrategy, Attributes attributes)
        : FlowLogic<T, Source<T, NotUsed>>(stage, attributes)
    {
        private SubSourceOutlet<T>? _current;
        private bool _drops;
        private bool _isAnnounced = true;
        private T? _element;
        private bool _hasElement;
        private bool _endsAfterElement;

        public override void OnPush()
        {
            var element = Grab(In);
            var splits = predicate(element);
            if (splits && !after)
                EndCurrent();
            if (_current is null && !_drops)
                Start();
            if (_drops)
                PullIfIdle();
            else if (_current!.IsAvailable)
                _current.Push(element);
            else
                Keep(element);

            if (!splits || !after)
                return;
            if (_hasElement)
                _endsAfterElement = true;
            else
                EndCurrent();
        }

        public override void OnPull()
        {
            Announce();
            if (!_hasElement && _current is null)
                PullIfIdle();
        }

        public override void OnUpstreamFinish()
        {
            if (_hasElement)
                return;
            _current?.Complete();
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _current?.Fail(e);
            FailStage(e);
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            if (_current is null || !_isAnnounced)
                CancelStage(cause);
        }

        private void Start()
        {
            var outlet = new SubSourceOutlet<T>(this, "SplitSource");
            outlet.SetHandler(new LambdaOutHandler(() => OnSubstreamPull(outlet), cause => OnSubstreamCancel(outlet, cause)));
            _current = outlet;
            _isAnnounced = false;
            Announce();
        }

        private void Announce()
        {
            if (_isAnnounced || !IsAvailable(Out))
                return;
            _isAnnounced = true;
            Push(Out, Source.FromGraph(_current!.Source));
        }

        private void Keep(T element)
        {
            _element = element;
            _hasElement = true;
        }

        private void OnSubstreamPull(SubSourceOutlet<T> outlet)
        {
            if (outlet != _current)
                return;
            if (!_hasElement)
            {
                PullIfIdle();
                return;
            }

            var element = _element!;
            _element = default;
            _hasElement = false;
            outlet.Push(element);
            if (IsClosed(In))
                OnUpstreamFinish();
            else if (_endsAfterElement)
            {
                _endsAfterElement = false;
                EndCurrent();
            }
        }

        private void OnSubstreamCancel(SubSourceOutlet<T> outlet, Exception cause)
        {
            if (outlet != _current)
                return;
            _current = null;
            _element = default;
            _hasElement = false;
            if (cancelStrategy == SubstreamCancelStrategy.Propagate || IsClosed(Out) || IsClosed(In))
            {
                CancelStage(cause);
                return;
            }

            _drops = !_endsAfterElement;
            _endsAfterElement = false;
            PullIfIdle();
        }

        private void EndCurrent()
        {
            _current?.Complete();
            _current = null;
            _drops = false;
            if (IsClosed(Out))
                CompleteStage();
            else if (after && IsAvailable(Out))
                PullIfIdle();
        }
    }
}
