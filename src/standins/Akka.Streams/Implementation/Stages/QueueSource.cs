using Akka.Pattern;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits what is offered to its queue.</summary>
internal sealed class QueueSource<T>(int maxBuffer, OverflowStrategy strategy) : SourceStage<T, ISourceQueueWithComplete<T>>("queueSource")
{
    public override ILogicAndMaterializedValue<ISourceQueueWithComplete<T>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(Shape, maxBuffer, strategy);
        return new LogicAndMaterializedValue<ISourceQueueWithComplete<T>>(logic, logic);
    }

    private sealed class Logic : SourceLogic<T>, ISourceQueueWithComplete<T>
    {
        private readonly BoundedBuffer<T> _buffer;
        private readonly int _size;
        private readonly OverflowStrategy _strategy;
        private readonly TaskCompletionSource<Done> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Action<Offer> _offer;
        private readonly Action<Done> _complete;
        private readonly Action<Exception> _fail;
        private Offer? _pending;
        private bool _completing;

        public Logic(SourceShape<T> shape, int size, OverflowStrategy strategy) : base(shape)
        {
            _size = size;
            _strategy = strategy;
            _buffer = new BoundedBuffer<T>(size);
            _offer = GetAsyncCallback<Offer>(OnOffer, dropped: o => o.Answer.TrySetException(new StreamDetachedException()));
            _complete = GetAsyncCallback<Done>(_ => OnComplete());
            _fail = GetAsyncCallback<Exception>(OnFail);
        }

        public Task<IQueueOfferResult> OfferAsync(T element)
        {
            var offer = new Offer(element);
            _offer(offer);
            return offer.Answer.Task;
        }

        public Task WatchCompletionAsync() => _end.Task;

        public void Complete() => _complete(Done.Instance);

        public void Fail(Exception ex) => _fail(ex);

        public override void OnPull()
        {
            if (_buffer.TryTake(out var element))
            {
                Push(Out, element);
                if (_pending is { } pending)
                {
                    _buffer.Add(pending.Element, OverflowStrategy.Backpressure);
                    Answer(pending, QueueOfferResult.Enqueued.Instance);
                    _pending = null;
                }
            }
            else if (_pending is { } pending)
            {
                Push(Out, pending.Element);
                Answer(pending, QueueOfferResult.Enqueued.Instance);
                _pending = null;
            }

            if (_completing && _buffer.Count == 0)
                Finish();
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            if (_pending is { } pending)
                Answer(pending, QueueOfferResult.QueueClosed.Instance);
            _pending = null;
            _end.TrySetResult(Done.Instance);
            base.OnDownstreamFinish(cause);
        }

        public override void PostStop()
        {
            _pending?.Answer.TrySetException(new StreamDetachedException());
            if (!_end.Task.IsCompleted)
                _end.TrySetException(new StreamDetachedException());
        }

        private static void Answer(Offer offer, IQueueOfferResult result) => offer.Answer.TrySetResult(result);

        private void OnOffer(Offer offer)
        {
            if (IsAvailable(Out))
            {
                Push(Out, offer.Element);
                Answer(offer, QueueOfferResult.Enqueued.Instance);
            }
            else if (_size == 0)
                Hold(offer);
            else if (_buffer.IsFull)
                Overflow(offer);
            else
                Keep(offer);
        }

        private void Overflow(Offer offer)
        {
            switch (_strategy)
            {
                case OverflowStrategy.Backpressure:
                    Wait(offer);
                    break;
                case OverflowStrategy.Fail:
                    FailBy(offer);
                    break;
                case OverflowStrategy.DropNew:
                    Answer(offer, QueueOfferResult.Dropped.Instance);
                    break;
                default:
                    Keep(offer);
                    break;
            }
        }

        /// <summary>Without a buffer one offer waits for demand.</summary>
        private void Hold(Offer offer)
        {
            if (_pending is null)
            {
                _pending = offer;
                return;
            }

            switch (_strategy)
            {
                case OverflowStrategy.DropHead or OverflowStrategy.DropBuffer:
                    Answer(_pending, QueueOfferResult.Dropped.Instance);
                    _pending = offer;
                    break;
                case OverflowStrategy.DropTail or OverflowStrategy.DropNew:
                    Answer(offer, QueueOfferResult.Dropped.Instance);
                    break;
                case OverflowStrategy.Fail:
                    FailBy(offer);
                    break;
                default:
                    Wait(offer);
                    break;
            }
        }

        private void Keep(Offer offer)
        {
            _buffer.Add(offer.Element, _strategy);
            Answer(offer, QueueOfferResult.Enqueued.Instance);
        }

        private void Wait(Offer offer)
        {
            if (_pending is null)
                _pending = offer;
            else
                offer.Answer.TrySetException(
                    new IllegalStateException("You have to wait for previous offer to be resolved to send another request"));
        }

        private void FailBy(Offer offer)
        {
            var cause = new BufferOverflowException($"Buffer overflow (max capacity was: {_size})!");
            Answer(offer, new QueueOfferResult.Failure(cause));
            OnFail(cause);
        }

        private void OnComplete()
        {
            if (_buffer.Count == 0 && _pending is null)
                Finish();
            else
                _completing = true;
        }

        private void OnFail(Exception cause)
        {
            _end.TrySetException(cause);
            _pending?.Answer.TrySetResult(new QueueOfferResult.Failure(cause));
            _pending = null;
            FailStage(cause);
        }

        private void Finish()
        {
            _end.TrySetResult(Done.Instance);
            CompleteStage();
        }
    }

    private sealed class Offer(T element)
    {
        public T Element => element;

        public TaskCompletionSource<IQueueOfferResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
