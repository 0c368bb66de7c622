using Akka.Streams.Implementation.Fusing;
using Reactive.Streams;

namespace Akka.Streams.Implementation;

/// <summary>The entry of an island: a subscriber with a bounded buffer that it fills by asking in batches.</summary>
internal sealed class SubscriberLogic<T> : BoundaryLogic, ISubscriber<T>
{
    private readonly Outlet<T> _out;
    private readonly T[] _buffer;
    private readonly int _batch;
    private readonly Action<Signal> _signal;
    private ISubscription? _subscription;
    private int _head;
    private int _count;
    private int _batchLeft;
    private bool _upstreamDone;

    public SubscriberLogic(Outlet<T> outlet, int size) : base(0, 1)
    {
        _out = outlet;
        _buffer = new T[Math.Max(1, size)];
        _batch = Math.Max(1, _buffer.Length / 2);
        _batchLeft = _batch;
        _signal = GetAsyncCallback<Signal>(OnSignal, dropped: s => (s as Subscribed)?.Subscription.Cancel());
        SetHandler(outlet, OnPull, OnDownstreamFinish);
    }

    public void OnSubscribe(ISubscription subscription) =>
        _signal(new Subscribed(subscription ?? throw new ArgumentNullException(nameof(subscription))));

    public void OnNext(T element) => _signal(new Next(element is null ? throw new ArgumentNullException(nameof(element)) : element));

    public void OnComplete() => _signal(new Done(null));

    public void OnError(Exception cause) => _signal(new Done(cause ?? throw new ArgumentNullException(nameof(cause))));

    public override void PostStop() => Finish(SubscriptionWithCancelException.StageWasCompleted.Instance);

    public override void Abort(Exception cause)
    {
        Finish(cause);
        Fail(_out, cause);
    }

    public override void AbortOutside(Exception cause)
    {
        _subscription?.Cancel();
        _subscription = null;
    }

    private void OnSignal(Signal signal)
    {
        switch (signal)
        {
            case Next next:
                Add(next.Element);
                break;
            case Subscribed subscribed when _subscription is not null || _upstreamDone || IsClosed(_out):
                subscribed.Subscription.Cancel();
                break;
            case Subscribed subscribed:
                _subscription = subscribed.Subscription;
                _subscription.Request(_buffer.Length);
                break;
            case Done done when !_upstreamDone:
                _upstreamDone = true;
                _subscription = null;
                if (done.Cause is not null)
                    Fail(_out, done.Cause);
                else if (_count == 0)
                    Complete(_out);
                break;
        }
    }

    private void Add(T element)
    {
        if (_upstreamDone || IsClosed(_out))
            return;
        if (_count == _buffer.Length)
            throw new InvalidOperationException("A publisher has sent more elements than it was asked for.");
        _buffer[(_head + _count++) % _buffer.Length] = element;
        if (IsAvailable(_out))
            Push(_out, Take());
    }

    private T Take()
    {
        var element = _buffer[_head];
        _buffer[_head] = default!;
        _head = (_head + 1) % _buffer.Length;
        _count--;
        if (--_batchLeft == 0)
        {
            _batchLeft = _batch;
            _subscription?.Request(_batch);
        }

        return element;
    }

    private void OnPull()
    {
        if (_count == 0)
            return;
        Push(_out, Take());
        if (_upstreamDone && _count == 0)
            Complete(_out);
    }

    private void OnDownstreamFinish(Exception cause) => Finish(cause);

    private void Finish(Exception cause)
    {
        _upstreamDone = true;
        Array.Clear(_buffer);
        _count = 0;
        if (_subscription is ISubscriptionWithCancelException subscription)
            subscription.Cancel(cause);
        else
            _subscription?.Cancel();
        _subscription = null;
    }

    private abstract record Signal;

    private sealed record Subscribed(ISubscription Subscription) : Signal;

    private sealed record Next(T Element) : Signal;

    private sealed record Done(Exception? Cause) : Signal;
}
