using Akka.Event;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Runs up to a number of tasks at a time and emits their results as they come.</summary>
internal sealed class SelectAsyncUnordered<TIn, TOut> : FlowStage<TIn, TOut>
{
    private readonly int _parallelism;
    private readonly Func<TIn, Task<TOut>> _mapper;

    public SelectAsyncUnordered(int parallelism, Func<TIn, Task<TOut>> mapper) : base("selectAsyncUnordered")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parallelism);
        _parallelism = parallelism;
        _mapper = mapper ?? throw new ArgumentNullException(nameof(mapper));
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private sealed class Logic(SelectAsyncUnordered<TIn, TOut> stage, Attributes attributes) : FlowLogic<TIn, TOut>(stage, attributes)
    {
        private readonly Queue<TOut> _ready = new();
        private Action<Task<TOut>> _completed = null!;
        private int _running;

        public override void PreStart() => _completed = GetAsyncCallback<Task<TOut>>(OnCompleted);

        public override void OnPush()
        {
            try
            {
                var task = stage._mapper(Grab(In)) ?? throw new InvalidOperationException("The function of SelectAsyncUnordered returned no task.");
                _running++;
                AsyncResult.Then(task, OnCompleted, _completed);
            }
            catch (Exception e)
            {
                if (Decide(e) == Directive.Stop)
                    FailStage(e);
            }

            PullIfRoom();
        }

        public override void OnPull()
        {
            if (_ready.TryDequeue(out var element))
                Push(Out, element);
            GoOn();
        }

        public override void OnUpstreamFinish() => GoOn();

        private void OnCompleted(Task<TOut> task)
        {
            _running--;
            var failure = AsyncResult.FailureOf(task);
            if (failure is not null)
            {
                var directive = Decide(failure);
                Log.Error(failure, "An exception occurred inside SelectAsyncUnordered. Supervision strategy: {0}", directive);
                if (directive == Directive.Stop)
                {
                    FailStage(failure);
                    return;
                }
            }
            else if (IsAvailable(Out))
                Push(Out, task.Result);
            else
                _ready.Enqueue(task.Result);

            GoOn();
        }

        private void GoOn()
        {
            if (IsClosed(In) && _running == 0 && _ready.Count == 0)
                CompleteStage();
            else
                PullIfRoom();
        }

        private void PullIfRoom()
        {
            if (_running + _ready.Count < stage._parallelism)
                PullIfIdle();
        }
    }
}
