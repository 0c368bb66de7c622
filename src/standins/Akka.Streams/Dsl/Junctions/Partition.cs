using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>A partitioner has chosen an output that does not exist.</summary>
public sealed class PartitionOutOfBoundsException : Exception
{
    public PartitionOutOfBoundsException(string message) : base(message)
    {
    }
}

/// <summary>Emits each element to the output a function chooses.</summary>
public sealed class Partition<T> : GraphStage<UniformFanOutShape<T, T>>
{
    public readonly Inlet<T> In;

    private readonly Func<T, int> _partitioner;

    public Partition(int outputPorts, Func<T, int> partitioner)
    {
        _partitioner = partitioner;
        Shape = new UniformFanOutShape<T, T>(outputPorts, "Partition");
        In = Shape.In;
    }

    public override UniformFanOutShape<T, T> Shape { get; }

    public Outlet<T> Out(int id) => Shape.Out(id);

    public override string ToString() => "Partition";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Partition<T> _stage;
        private readonly int _count;
        private T? _pending;
        private int _pendingFor = -1;
        private int _running;

        public Logic(Partition<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            _count = _running = stage.Shape.Outs.Count;
            SetHandler(stage.In, (IInHandler)this);
            for (var i = 0; i < _count; i++)
            {
                var index = i;
                SetHandler(stage.Out(i), () => OnPull(index), cause => OnDownstreamFinish(index, cause));
            }
        }

        public override void OnPush()
        {
            var element = Grab(_stage.In);
            var index = _stage._partitioner(element);
            if (index < 0 || index >= _count)
            {
                FailStage(new PartitionOutOfBoundsException($"partitioner must return an index in the range [0,{_count - 1}], got {index} for [{element}]."));
                return;
            }

            if (IsClosed(_stage.Out(index)))
                TryPull(_stage.In);
            else if (IsAvailable(_stage.Out(index)))
            {
                Push(_stage.Out(index), element);
                if (_stage.Shape.Outs.Any(o => IsAvailable(o)))
                    TryPull(_stage.In);
            }
            else
            {
                _pending = element;
                _pendingFor = index;
            }
        }

        public override void OnUpstreamFinish()
        {
            if (_pendingFor < 0)
                CompleteStage();
        }

        private void OnPull(int index)
        {
            if (_pendingFor >= 0 && _pendingFor != index)
                return;
            if (_pendingFor == index)
            {
                Push(_stage.Out(index), _pending!);
                Forget();
                return;
            }

            if (!HasBeenPulled(_stage.In))
                TryPull(_stage.In);
        }

        private void OnDownstreamFinish(int index, Exception cause)
        {
            if (--_running == 0)
                CancelStage(cause);
            else if (_pendingFor == index)
                Forget();
        }

        private void Forget()
        {
            _pending = default;
            _pendingFor = -1;
            if (IsClosed(_stage.In))
                CompleteStage();
            else if (!HasBeenPulled(_stage.In) && _stage.Shape.Outs.Any(o => IsAvailable(o)))
                Pull(_stage.In);
        }
    }
}
