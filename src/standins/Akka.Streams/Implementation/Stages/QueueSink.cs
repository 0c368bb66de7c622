using Akka.Pattern;
using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Holds elements ready to be pulled, as many as the input buffer attribute says.</summary>
internal sealed class QueueSink<T>() : SinkStage<T, ISinkQueue<T>>("queueSink")
{
    public override ILogicAndMaterializedValue<ISinkQueue<T>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(Shape, inheritedAttributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? 16);
        return new LogicAndMaterializedValue<ISinkQueue<T>>(logic, logic);
    }

    private sealed class Logic : SinkLogic<T>, ISinkQueue<T>
    {
        private readonly Queue<Task<Option<T>>> _ready = new();
        private readonly int _size;
        private readonly Action<TaskCompletionSource<Option<T>>> _pull;
        private TaskCompletionSource<Option<T>>? _waiting;
        private bool _ended;

        public Logic(SinkShape<T> shape, int size) : base(shape)
        {
            _size = size;
            _pull = GetAsyncCallback<TaskCompletionSource<Option<T>>>(
                OnPullRequest, dropped: pull => pull.TrySetException(new StreamDetachedException()));
        }

        public Task<Option<T>> PullAsync()
        {
            var pull = new TaskCompletionSource<Option<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
            _pull(pull);
            return pull.Task;
        }

        public override void PreStart()
        {
            SetKeepGoing(true);
            Pull(In);
        }

        public override void OnPush()
        {
            Add(Task.FromResult(Option<T>.Create(Grab(In))));
            if (_ready.Count < _size)
                Pull(In);
        }

        public override void OnUpstreamFinish() => AddEnd(Task.FromResult(Option<T>.None));

        public override void OnUpstreamFailure(Exception e) => AddEnd(Task.FromException<Option<T>>(e));

        private void AddEnd(Task<Option<T>> end)
        {
            _ended = true;
            Add(end);
        }

        private void Add(Task<Option<T>> result)
        {
            _ready.Enqueue(result);
            if (_waiting is { } waiting)
            {
                _waiting = null;
                Give(waiting);
            }
        }

        private void OnPullRequest(TaskCompletionSource<Option<T>> pull)
        {
            if (_waiting is not null)
                pull.TrySetException(new IllegalStateException("You have to wait for previous task to be resolved to send another request"));
            else if (_ready.Count == 0)
                _waiting = pull;
            else
                Give(pull);
        }

        private void Give(TaskCompletionSource<Option<T>> pull)
        {
            var result = _ready.Dequeue();
            if (result.IsFaulted)
                pull.TrySetException(result.Exception!.InnerException!);
            else
                pull.TrySetResult(result.Result);

            if (_ended && _ready.Count == 0)
                CompleteStage();
            else if (!_ended && !HasBeenPulled(In))
                TryPull(In);
        }
    }
}
