using Akka.Pattern;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>The start of an inner stream, fed by the stage that made it.</summary>
internal sealed class SubSource<T> : GraphStage<SourceShape<T>>
{
    private readonly string _name;
    private readonly Action<SubSignal<T>> _parent;
    private readonly Outlet<T> _out;
    private readonly object _gate = new();
    private SubSignal<T>? _early;
    private Action<SubSignal<T>>? _command;
    private bool _used;
    private Exception? _timedOut;

    public SubSource(string name, Action<SubSignal<T>> parent)
    {
        _name = name;
        _parent = parent;
        _out = new Outlet<T>($"{name}.out");
        Shape = new SourceShape<T>(_out);
    }

    public override SourceShape<T> Shape { get; }

    /// <summary>Sends an element, or the end; before the inner stream runs there can only be the end.</summary>
    public void Send(SubSignal<T> signal)
    {
        lock (_gate)
        {
            if (_command is null)
                _early = signal;
            else
                _command(signal);
        }
    }

    /// <summary>Makes sure that the inner stream can no more be run.</summary>
    /// <returns>False if it has been.</returns>
    public bool TimeOut(TimeSpan limit)
    {
        lock (_gate)
        {
            if (_used)
                return false;
            _timedOut = new TimeoutException($"Substream Source({_name}) has not been materialized in {limit}");
            return true;
        }
    }

    public override string ToString() => _name;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes)
    {
        lock (_gate)
        {
            if (_used)
                throw new IllegalStateException($"Substream Source({_name}) cannot be materialized more than once");
            _used = true;
        }

        return new Logic(this);
    }

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly SubSource<T> _stage;

        public Logic(SubSource<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage._out, (IOutHandler)this);
        }

        public override void PreStart()
        {
            var command = GetAsyncCallback<SubSignal<T>>(OnCommand);
            lock (_stage._gate)
            {
                _stage._command = command;
                if (_stage._timedOut is { } cause)
                    FailStage(cause);
                else if (_stage._early is { } signal)
                    OnCommand(signal);
            }
        }

        public override void OnPull() => _stage._parent(new SubSignal<T>(SubSignalKind.Pull));

        public override void OnDownstreamFinish(Exception cause)
        {
            _stage._parent(new SubSignal<T>(SubSignalKind.Cancel, Cause: cause));
            CompleteStage();
        }

        private void OnCommand(SubSignal<T> signal)
        {
            switch (signal.Kind)
            {
                case SubSignalKind.Next:
                    Push(_stage._out, signal.Element!);
                    break;
                case SubSignalKind.Complete:
                    CompleteStage();
                    break;
                default:
                    FailStage(signal.Cause!);
                    break;
            }
        }
    }
}
