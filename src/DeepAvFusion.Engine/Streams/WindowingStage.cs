using Akka.Streams;
using Akka.Streams.Stage;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Windowing;

namespace DeepAvFusion.Engine.Streams;

/// <summary>
/// Frames in, windows out: carries a <see cref="SlidingWindower"/> through the stream, flushes it at the end, and gives back what it holds when the stream stops. A recording waits for whoever takes
/// its windows; a live stream goes on, and of its windows that wait beyond <paramref name="most"/> the oldest are shed.
/// </summary>
/// <param name="shed">Takes over a window that nobody took in time; null where the stream waits.</param>
internal sealed class WindowingStage(Func<SlidingWindower> create, int most = 0, Action<AvWindow>? shed = null) : GraphStage<FlowShape<AvFrame, AvWindow>>
{
    private readonly Inlet<AvFrame> _in = new("Windowing.In");
    private readonly Outlet<AvWindow> _out = new("Windowing.Out");

    private int Most => most;

    private Action<AvWindow>? Shed => shed;

    public override FlowShape<AvFrame, AvWindow> Shape => new(_in, _out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, create());

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly WindowingStage _stage;
        private readonly int _most;
        private readonly Action<AvWindow>? _shed;
        private readonly SlidingWindower _windower;
        private readonly Queue<AvWindow> _ready = new();

        public Logic(WindowingStage stage, SlidingWindower windower) : base(stage.Shape)
        {
            (_stage, _windower, _most, _shed) = (stage, windower, stage.Most, stage.Shed);
            SetHandler(stage._in, this);
            SetHandler(stage._out, this);
        }

        public override void OnPush()
        {
            foreach (var window in _windower.Push(Grab(_stage._in)))
                _ready.Enqueue(window);
            if (_shed is null)
            {
                OnPull();
                return;
            }
            if (IsAvailable(_stage._out) && _ready.TryDequeue(out var next))
                Push(_stage._out, next);
            while (_ready.Count > _most)
                _shed(_ready.Dequeue());
            if (!IsClosed(_stage._in))
                Pull(_stage._in);
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
