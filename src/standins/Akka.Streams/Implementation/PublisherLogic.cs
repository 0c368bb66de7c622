using Akka.Event;
using Akka.Streams.Implementation.Fusing;
using Reactive.Streams;

namespace Akka.Streams.Implementation;

/// <summary>The exit of an island: a publisher for one subscriber, known from the start or found later.</summary>
internal sealed class PublisherLogic<T> : BoundaryLogic, IPublisher<T>, ISubscriptionWithCancelException
{
    private readonly Inlet<T> _in;
    private readonly Action<ISubscriber<T>> _subscribe;
    private readonly Action<long> _request;
    private readonly Action<Exception> _cancel;
    private ISubscriber<T>? _subscriber;
    private long _demand;
    private bool _ended;
    private Exception? _failure;

    public PublisherLogic(Inlet<T> inlet, ISubscriber<T>? subscriber) : base(1, 0)
    {
        _in = inlet;
        _subscriber = subscriber;
        _subscribe = GetAsyncCallback<ISubscriber<T>>(OnSubscribe, dropped: Reject);
        _request = GetAsyncCallback<long>(OnRequest);
        _cancel = GetAsyncCallback<Exception>(OnCancel);
        SetHandler(inlet, OnPush, () => End(null), End);
    }

    public void Subscribe(ISubscriber<T> subscriber) =>
        _subscribe(subscriber ?? throw new ArgumentNullException(nameof(subscriber)));

    public void Request(long n) => _request(n);

    public void Cancel() => Cancel(SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

    public void Cancel(Exception cause) => _cancel(cause);

    public override void PreStart()
    {
        if (_subscriber is not null)
        {
            _subscriber.OnSubscribe(this);
            return;
        }

        SetKeepGoing(true);
        var timeout = ((ActorMaterializer)Materializer).Settings.SubscriptionTimeoutSettings;
        if (timeout.Mode == StreamSubscriptionTimeoutTerminationMode.CancelTermination)
            Materializer.ScheduleOnce(timeout.Timeout, GetAsyncCallback(OnNobodySubscribed));
    }

    public override void Abort(Exception cause) => Cancel(_in, cause);

    public override void AbortOutside(Exception cause)
    {
        if (_ended)
            return;
        _ended = true;
        _subscriber?.OnError(cause);
    }

    private void OnPush()
    {
        _demand--;
        _subscriber!.OnNext(Grab(_in));
        if (_demand > 0)
            Pull(_in);
    }

    private void End(Exception? cause)
    {
        _ended = true;
        if (_subscriber is null)
        {
            _failure = cause;
            return;
        }

        Report(_subscriber, cause);
        CompleteStage();
    }

    private static void Report(ISubscriber<T> subscriber, Exception? cause)
    {
        if (cause is null)
            subscriber.OnComplete();
        else
            subscriber.OnError(cause);
    }

    private void OnSubscribe(ISubscriber<T> subscriber)
    {
        if (_subscriber is not null)
        {
            Reject(subscriber);
            return;
        }

        _subscriber = subscriber;
        subscriber.OnSubscribe(this);
        SetKeepGoing(false);
        if (!_ended)
            return;
        Report(subscriber, _failure);
        CompleteStage();
    }

    private static void Reject(ISubscriber<T> subscriber)
    {
        subscriber.OnSubscribe(DeadSubscription.Instance);
        subscriber.OnError(new InvalidOperationException("This publisher has ended or has its one subscriber already."));
    }

    private void OnNobodySubscribed()
    {
        if (_subscriber is not null)
            return;
        _ended = true;
        Log.Warning("Cancelled a stream: nobody subscribed to its publisher in time.");
        CompleteStage();
    }

    private void OnRequest(long n)
    {
        if (n < 1)
        {
            var cause = new ArgumentException("The number of requested elements must be > 0 (see reactive-streams specification, Rule 3.9)");
            _ended = true;
            _subscriber!.OnError(cause);
            FailStage(cause);
            return;
        }

        _demand = _demand + n < 0 ? long.MaxValue : _demand + n;
        if (!HasBeenPulled(_in) && !IsClosed(_in))
            Pull(_in);
    }

    private void OnCancel(Exception cause)
    {
        _ended = true;
        Cancel(_in, cause);
        CompleteStage();
    }
}
