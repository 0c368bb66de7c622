using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Takes elements ahead of demand, up to a size.</summary>
internal sealed class Buffer<T> : FlowStage<T, T>
{
    private readonly int _size;
    private readonly OverflowStrategy _strategy;

    public Buffer(int size, OverflowStrategy strategy) : base("buffer")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        _size = size;
        _strategy = strategy;
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private sealed class Logic(Buffer<T> stage, Attributes attributes) : FlowLogic<T, T>(stage, attributes)
    {
        private readonly BoundedBuffer<T> _buffer = new(stage._size);

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            var element = Grab(In);
            if (IsAvailable(Out))
                Push(Out, element);
            else if (!_buffer.Add(element, stage._strategy))
            {
                FailStage(new BufferOverflowException($"Buffer overflow (max capacity was {stage._size})"));
                return;
            }

            PullIfRoom();
        }

        public override void OnPull()
        {
            if (_buffer.TryTake(out var element))
                Push(Out, element);
            if (IsClosed(In) && _buffer.Count == 0)
                CompleteStage();
            else
                PullIfRoom();
        }

        public override void OnUpstreamFinish()
        {
            if (_buffer.Count == 0)
                CompleteStage();
        }

        private void PullIfRoom()
        {
            if (stage._strategy != OverflowStrategy.Backpressure || !_buffer.IsFull)
                PullIfIdle();
        }
    }
}
