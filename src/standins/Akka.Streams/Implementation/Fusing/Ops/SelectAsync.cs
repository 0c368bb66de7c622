using Akka.Event;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Runs up to a number of tasks at a time and emits their results in the order of the elements.</summary>
internal sealed class SelectAsync<TIn, TOut> : FlowStage<TIn, TOut>
{
    private readonly int _parallelism;
    private readonly Func<TIn, Task<TOut>> _mapper;

    public SelectAsync(int parallelism, Func<TIn, Task<TOut>> mapper) : base("selectAsync")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parallelism);
        _parallelism = parallelism;
        _mapper = mapper ?? throw new ArgumentNullException(nameof(mapper));
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private sealed class Logic(SelectAsync<TIn, TOut> stage, Attributes attributes) : FlowLogic<TIn, TOut>(stage, attributes)
    {
        private readonly Queue<Slot> _slots = new();
        private Action<Slot> _completed = null!;

        public override void PreStart() => _completed = GetAsyncCallback<Slot>(OnCompleted);

        public override void OnPush()
        {
            Task<TOut> task;
            try
            {
                task = stage._mapper(Grab(In)) ?? throw new InvalidOperationException("The function of SelectAsync returned no task.");
            }
            catch (Exception e)
            {
                if (Decide(e) == Directive.Stop)
                    FailStage(e);
                else
                    PullIfRoom();
                return;
            }

            var slot = new Slot(task);
            _slots.Enqueue(slot);
            if (task.IsCompleted)
                OnCompleted(slot);
            else
                task.ContinueWith(
                    static (_, state) =>
                    {
                        var (completed, done) = ((Action<Slot>, Slot))state!;
                        completed(done);
                    },
                    (_completed, slot),
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
            PullIfRoom();
        }

        public override void OnPull() => PushReady();

        public override void OnUpstreamFinish()
        {
            if (_slots.Count == 0)
                CompleteStage();
        }

        private void OnCompleted(Slot slot)
        {
            if (slot.Failure is { } failure)
            {
                var directive = Decide(failure);
                Log.Error(failure, "An exception occurred inside SelectAsync. Supervision strategy: {0}", directive);
                if (directive == Directive.Stop)
                {
                    FailStage(failure);
                    return;
                }

                slot.IsDropped = true;
            }

            slot.IsDone = true;
            PushReady();
        }

        private void PushReady()
        {
            while (_slots.TryPeek(out var first) && first.IsDone)
            {
                if (first.IsDropped)
                {
                    _slots.Dequeue();
                    continue;
                }

                if (!IsAvailable(Out))
                    break;
                _slots.Dequeue();
                Push(Out, first.Task.Result);
            }

            if (_slots.Count == 0 && IsClosed(In))
                CompleteStage();
            else
                PullIfRoom();
        }

        private void PullIfRoom()
        {
            if (_slots.Count < stage._parallelism)
                PullIfIdle();
        }
    }

    private sealed class Slot(Task<TOut> task)
    {
        public Task<TOut> Task => task;

        public bool IsDone { get; set; }

        public bool IsDropped { get; set; }

        public Exception? Failure => AsyncResult.FailureOf(task);
    }
}
