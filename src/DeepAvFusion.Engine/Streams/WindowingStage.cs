using Akka.Streams;
using Akka.Streams.Stage;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Windowing;

namespace DeepAvFusion.Engine.Streams;

/// <summary>Frames in, windows out: carries a <see cref="SlidingWindower"/> through the stream, flushes it at the end, and gives back what it holds when the stream stops.</summary>
internal sealed class WindowingStage(Func<SlidingWindower> create) : GraphStage<FlowShape<AvFrame, AvWindow>>
{
    private readonly Inlet<AvFrame> _in = new("Windowing.In");
    private readonly Outlet<AvWindow> _out = new("Windowing.Out");

    public override FlowShape<AvFrame, AvWindow> Shape => new(_in, _out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, create());

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly WindowingStage _stage;
        private readonly SlidingWindower _windower;
        private readonly Queue<AvWindow> _ready = new();

        public Logic(WindowingStage stage, SlidingWindower windower) : base(stage.Shape)
        {
            _stage = stage;
            _windower = windower;
            SetHandler(stage._in, this);
            SetHandler(stage._out, this);
        }

        public override void OnPush()
        {
            foreach (var window in _windower.Push(Grab(_stage._in)))
                _ready.Enqueue(window);
            OnPull();
        }

        public override void OnPull()
        {
            if (_ready.TryDequeue(out var window))
                Push(_stage._out, window);
            else if (IsClosed(_stage._in))
                CompleteStage();
            else if (!HasBeenPulled(_stage._in))
                Pull(_stage._in);
        }

        public override void OnUpstreamFinish()
        {
            foreach (var window in _windower.Flush())
                _ready.Enqueue(window);
            if (IsAvailable(_stage._out))
                OnPull();
            else if (_ready.Count == 0)
                CompleteStage();
        }

        public override void PostStop()
        {
            _windower.Dispose();
            while (_ready.TryDequeue(out var window))
                window.Dispose();
        }
    }
}
