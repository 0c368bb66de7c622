using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits one source for each key; each gets the elements of its key.</summary>
internal sealed class GroupBy<T, TKey>(int maxSubstreams, Func<T, TKey> keyFor, bool recreates) : FlowStage<T, Source<T, NotUsed>>("groupBy")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, maxSubstreams, keyFor, recreates, inheritedAttributes);

    private sealed class Logic(GroupBy<T, TKey> stage, int maxSubstreams, Func<T, TKey> keyFor, bool recreates, Attributes attributes)
        : TimedFlowLogic<T, Source<T, NotUsed>>(stage)
    {
        private readonly Decider _decider = FlowLogic<T, T>.DeciderOf(attributes);
        private readonly Dictionary<object, Substream> _open = [];
        private readonly HashSet<object> _closed = [];
        private readonly Queue<Substream> _unannounced = new();
        private Substream? _waiting;
        private T? _element;

        public override void OnPush()
        {
            var element = Grab(In);
            object key;
            try
            {
                key = keyFor(element) ?? throw new InvalidOperationException("Key cannot be null");
            }
            catch (Exception e)
            {
                if (_decider(e) == Directive.Stop)
                    Abort(e);
                else
                    PullIfIdle();
                return;
            }

            if (_open.TryGetValue(key, out var substream))
                Give(substream, element);
            else if (IsClosed(Out) || (_closed.Contains(key) && !recreates))
                PullIfIdle();
            else if (_open.Count == maxSubstreams)
                Abort(new TooManySubstreamsOpenException());
            else
                Open(key, element);
        }

        public override void OnPull()
        {
            Announce();
            PullIfIdle();
        }

        public override void OnUpstreamFinish()
        {
            if (_waiting is null)
                End();
        }

        public override void OnUpstreamFailure(Exception e) => Abort(e);

        public override void OnDownstreamFinish(Exception cause)
        {
            while (_unannounced.TryDequeue(out var substream))
                Close(substream);
            if (_open.Count == 0)
                CancelStage(cause);
            else
                PullIfIdle();
        }

        protected override void OnTimer(object timerKey)
        {
            var substream = (Substream)timerKey;
            substream.Outlet.Timeout(substream.Limit);
            if (substream.Outlet.IsClosed)
                Close(substream);
        }

        private void Open(object key, T element)
        {
            var settings = ((ActorMaterializer)Materializer).Settings.SubscriptionTimeoutSettings;
            var substream = new Substream(key, new SubSourceOutlet<T>(this, "GroupBySource"), settings.Timeout);
            substream.Outlet.SetHandler(new LambdaOutHandler(() => OnSubstreamPull(substream), _ => Close(substream)));
            _open.Add(key, substream);
            _closed.Remove(key);
            if (settings.Mode == StreamSubscriptionTimeoutTerminationMode.CancelTermination)
                ScheduleOnce(substream, substream.Limit);
            _unannounced.Enqueue(substream);
            Give(substream, element);
            Announce();
        }

        private void Announce()
        {
            if (IsAvailable(Out) && _unannounced.TryDequeue(out var substream))
                Push(Out, Source.FromGraph(substream.Outlet.Source));
        }

        private void Give(Substream substream, T element)
        {
            if (substream.Outlet.IsAvailable)
            {
                substream.Outlet.Push(element);
                return;
            }

            _waiting = substream;
            _element = element;
        }

        private void OnSubstreamPull(Substream substream)
        {
            CancelTimer(substream);
            if (_waiting == substream)
            {
                var element = _element!;
                _waiting = null;
                _element = default;
                substream.Outlet.Push(element);
                if (IsClosed(In))
                    End();
                return;
            }

            PullIfIdle();
        }

        private void Close(Substream substream)
        {
            CancelTimer(substream);
            if (_open.Remove(substream.Key))
                _closed.Add(substream.Key);
            if (_waiting == substream)
            {
                _waiting = null;
                _element = default;
            }

            if (_open.Count == 0 && IsClosed(Out))
                CompleteStage();
            else if (IsClosed(In) && _waiting is null)
                End();
            else
                PullIfIdle();
        }

        private void PullIfIdle()
        {
            if (_waiting is null && !IsClosed(In) && !HasBeenPulled(In))
                Pull(In);
        }

        private void End()
        {
            // a source that nobody has seen yet is still emitted before the end
            EmitMultiple(Out, _unannounced.Select(s => Source.FromGraph(s.Outlet.Source)).ToArray());
            foreach (var substream in _open.Values)
                substream.Outlet.Complete();
            CompleteStage();
        }

        private void Abort(Exception cause)
        {
            foreach (var substream in _open.Values)
                substream.Outlet.Fail(cause);
            FailStage(cause);
        }

        private sealed record Substream(object Key, SubSourceOutlet<T> Outlet, TimeSpan Limit);
    }
}
