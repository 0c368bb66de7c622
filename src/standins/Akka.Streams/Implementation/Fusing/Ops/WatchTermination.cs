using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Passes elements on; its task tells how the stream ended.</summary>
internal sealed class WatchTermination<T> : GraphStageWithMaterializedValue<FlowShape<T, T>, Task<Done>>
{
    private readonly Inlet<T> _in = new("terminationWatcher.in");
    private readonly Outlet<T> _out = new("terminationWatcher.out");

    public WatchTermination() => Shape = new FlowShape<T, T>(_in, _out);

    public override FlowShape<T, T> Shape { get; }

    protected override Attributes InitialAttributes => Attributes.CreateName("terminationWatcher");

    public override ILogicAndMaterializedValue<Task<Done>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var end = new TaskCompletionSource<Done>(TaskCreationOptions.RunContinuationsAsynchronously);
        return new LogicAndMaterializedValue<Task<Done>>(new Logic(this, end), end.Task);
    }

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly WatchTermination<T> _stage;
        private readonly TaskCompletionSource<Done> _end;

        public Logic(WatchTermination<T> stage, TaskCompletionSource<Done> end) : base(stage.Shape)
        {
            _stage = stage;
            _end = end;
            SetHandlers(stage._in, stage._out, this);
        }

        public override void OnPush() => Push(_stage._out, Grab(_stage._in));

        public override void OnPull() => Pull(_stage._in);

        public override void OnUpstreamFinish()
        {
            _end.TrySetResult(Done.Instance);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _end.TrySetException(e);
            FailStage(e);
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            _end.TrySetResult(Done.Instance);
            InternalOnDownstreamFinish(cause);
        }

        public override void PostStop()
        {
            if (!_end.Task.IsCompleted)
                _end.TrySetException(new AbruptStageTerminationException(this));
        }
    }
}
