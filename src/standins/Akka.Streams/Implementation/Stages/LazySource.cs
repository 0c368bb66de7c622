using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Makes and runs another source when there is demand, or when a task gives it.</summary>
internal sealed class LazySource<T, TMat>(Func<Task<Source<T, TMat>>> create, bool eager, string name) : SourceStage<T, Task<TMat>>(name)
{
    public override ILogicAndMaterializedValue<Task<TMat>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var value = new TaskCompletionSource<TMat>(TaskCreationOptions.RunContinuationsAsynchronously);
        return new LogicAndMaterializedValue<Task<TMat>>(new Logic(Shape, create, eager, value), value.Task);
    }

    private sealed class Logic(SourceShape<T> shape, Func<Task<Source<T, TMat>>> create, bool eager, TaskCompletionSource<TMat> value)
        : SourceLogic<T>(shape)
    {
        private SubSinkInlet<T>? _inlet;
        private bool _started;

        public override void PreStart()
        {
            if (eager)
                Begin();
        }

        public override void OnPull()
        {
            Begin();
            if (_inlet is not null && !_inlet.IsClosed && !_inlet.HasBeenPulled)
                _inlet.Pull();
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            if (_inlet is null)
                value.TrySetException(new InvalidOperationException("Downstream canceled without triggering lazy source materialization", cause));
            _inlet?.Cancel(cause);
            base.OnDownstreamFinish(cause);
        }

        public override void PostStop()
        {
            if (!value.Task.IsCompleted)
                value.TrySetException(new AbruptStageTerminationException(this));
        }

        private void Begin()
        {
            if (_started)
                return;
            _started = true;
            var made = create();
            if (made.IsCompleted)
                OnMade(made);
            else
                made.ContinueWith(
                    GetAsyncCallback<Task<Source<T, TMat>>>(OnMade), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        private void OnMade(Task<Source<T, TMat>> made)
        {
            try
            {
                var source = made.GetAwaiter().GetResult();
                var inlet = CreateSubSinkInlet<T>("LazySource");
                inlet.SetHandler(new LambdaInHandler(onPush: () => Push(Out, inlet.Grab())));
                _inlet = inlet;
                if (IsAvailable(Out))
                    inlet.Pull();
                value.TrySetResult(source.ToMaterialized(inlet.Sink, Keep.Left).Run(SubFusingMaterializer));
            }
            catch (Exception e)
            {
                value.TrySetException(e);
                FailStage(e);
            }
        }
    }
}
