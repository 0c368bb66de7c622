using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Passes elements on; its monitor tells the last thing that happened.</summary>
internal sealed class MonitorFlow<T> : GraphStageWithMaterializedValue<FlowShape<T, T>, IFlowMonitor>
{
    private readonly Inlet<T> _in = new("flowMonitor.in");
    private readonly Outlet<T> _out = new("flowMonitor.out");

    public MonitorFlow() => Shape = new FlowShape<T, T>(_in, _out);

    public override FlowShape<T, T> Shape { get; }

    protected override Attributes InitialAttributes => Attributes.CreateName("monitorFlow");

    public override ILogicAndMaterializedValue<IFlowMonitor> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var monitor = new State();
        return new LogicAndMaterializedValue<IFlowMonitor>(new Logic(this, monitor), monitor);
    }

    private sealed class State : IFlowMonitor
    {
        private volatile object _state = FlowMonitor.Initialized.Instance;

        FlowMonitor.IStreamState IFlowMonitor.State =>
            _state is FlowMonitor.IStreamState state ? state : new FlowMonitor.Received<T>((T)_state);

        public void Set(object state) => _state = state;
    }

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly MonitorFlow<T> _stage;
        private readonly State _monitor;

        public Logic(MonitorFlow<T> stage, State monitor) : base(stage.Shape)
        {
            _stage = stage;
            _monitor = monitor;
            SetHandlers(stage._in, stage._out, this);
        }

        public override void OnPush()
        {
            var element = Grab(_stage._in);
            _monitor.Set(element is FlowMonitor.IStreamState ? new FlowMonitor.Received<T>(element) : element!);
            Push(_stage._out, element);
        }

        public override void OnPull() => Pull(_stage._in);

        public override void OnUpstreamFinish()
        {
            _monitor.Set(FlowMonitor.Finished.Instance);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _monitor.Set(new FlowMonitor.Failed(e));
            FailStage(e);
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            _monitor.Set(FlowMonitor.Finished.Instance);
            InternalOnDownstreamFinish(cause);
        }
    }
}
