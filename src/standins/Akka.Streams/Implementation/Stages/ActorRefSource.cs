using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits what is sent to its actor; success completes it after its buffer, failure fails it at once.</summary>
internal sealed class ActorRefSource<T>(int bufferSize, OverflowStrategy strategy) : SourceStage<T, IActorRef>("actorRefSource")
{
    public override ILogicAndMaterializedValue<IActorRef> CreateLogicAndMaterializedValue(Attributes inheritedAttributes) =>
        throw new NotSupportedException("This source needs a materializer.");

    internal override ILogicAndMaterializedValue<IActorRef> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes, ActorMaterializer materializer)
    {
        var logic = new Logic(Shape, bufferSize, strategy);
        var context = new MaterializationContext(materializer, inheritedAttributes, "actorRefSource");
        logic.Actor = materializer.ActorOf(context, Props.Create(() => new Inbox(logic.Received)).WithDeploy(Deploy.Local));
        return new LogicAndMaterializedValue<IActorRef>(logic, logic.Actor);
    }

    private sealed class Logic : SourceLogic<T>
    {
        private readonly BoundedBuffer<T> _buffer;
        private readonly int _size;
        private readonly OverflowStrategy _strategy;
        private bool _completing;

        public Logic(SourceShape<T> shape, int size, OverflowStrategy strategy) : base(shape)
        {
            _size = size;
            _strategy = strategy;
            _buffer = new BoundedBuffer<T>(size);
            Received = GetAsyncCallback<object>(OnReceived);
        }

        public Action<object> Received { get; }

        public IActorRef Actor { get; set; } = ActorRefs.Nobody;

        public override void OnPull()
        {
            if (_buffer.TryTake(out var element))
                Push(Out, element);
            CompleteIfDone();
        }

        public override void PostStop() => (Actor as IInternalActorRef)?.Stop();

        private void OnReceived(object message)
        {
            switch (message)
            {
                case Status.Failure failure:
                    FailStage(failure.Cause ?? new InvalidOperationException("The source's actor was sent a failure without a cause."));
                    break;
                case Status.Success:
                    _completing = true;
                    CompleteIfDone();
                    break;
                case T element when !_completing:
                    Add(element);
                    break;
            }
        }

        private void Add(T element)
        {
            if (IsAvailable(Out))
                Push(Out, element);
            else if (_size > 0 && !_buffer.Add(element, _strategy))
                FailStage(new BufferOverflowException($"Buffer overflow (max capacity was: {_size})!"));
        }

        private void CompleteIfDone()
        {
            if (_completing && _buffer.Count == 0)
                CompleteStage();
        }
    }

    private sealed class Inbox(Action<object> received) : ActorBase
    {
        protected override bool Receive(object message)
        {
            if (message is not (T or Status.Success or Status.Failure))
                return false;
            received(message);
            return true;
        }

        protected override void PostStop() => received(new Status.Success("stopped"));
    }
}
