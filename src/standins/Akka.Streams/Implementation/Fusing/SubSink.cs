using Akka.Pattern;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>The end of an inner stream, driven by the stage that runs it.</summary>
internal sealed class SubSink<T> : GraphStage<SinkShape<T>>
{
    private readonly string _name;
    private readonly Action<SubSignal<T>> _parent;
    private readonly Inlet<T> _in;
    private readonly List<SubSignal<T>> _early = [];
    private Action<SubSignal<T>>? _command;
    private bool _used;

    public SubSink(string name, Action<SubSignal<T>> parent)
    {
        _name = name;
        _parent = parent;
        _in = new Inlet<T>($"{name}.in");
        Shape = new SinkShape<T>(_in);
    }

    public override SinkShape<T> Shape { get; }

    public void Pull() => Send(new SubSignal<T>(SubSignalKind.Pull));

    public void Cancel(Exception cause) => Send(new SubSignal<T>(SubSignalKind.Cancel, Cause: cause));

    public override string ToString() => _name;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes)
    {
        lock (_early)
        {
            if (_used)
                throw new IllegalStateException($"Substream Sink({_name}) cannot be materialized more than once");
            _used = true;
        }

        return new Logic(this);
    }

    private void Send(SubSignal<T> signal)
    {
        lock (_early)
        {
            if (_command is null)
                _early.Add(signal);
            else
                _command(signal);
        }
    }

    private sealed class Logic : InGraphStageLogic
    {
        private readonly SubSink<T> _stage;

        public Logic(SubSink<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage._in, (IInHandler)this);
        }

        public override void PreStart()
        {
            var command = GetAsyncCallback<SubSignal<T>>(OnCommand);
            lock (_stage._early)
            {
                _stage._command = command;
                foreach (var signal in _stage._early)
                    OnCommand(signal);
                _stage._early.Clear();
            }
        }

        public override void OnPush() => _stage._parent(new SubSignal<T>(SubSignalKind.Next, Grab(_stage._in)));

        public override void OnUpstreamFinish()
        {
            _stage._parent(new SubSignal<T>(SubSignalKind.Complete));
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _stage._parent(new SubSignal<T>(SubSignalKind.Fail, Cause: e));
            FailStage(e);
        }

        private void OnCommand(SubSignal<T> signal)
        {
            if (signal.Kind == SubSignalKind.Pull)
                TryPull(_stage._in);
            else
            {
                Cancel(_stage._in, signal.Cause!);
                CompleteStage();
            }
        }
    }
}
