using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Stage;

public abstract partial class GraphStageLogic
{
    /// <summary>Makes an inlet that an inner stream can be run into.</summary>
    protected SubSinkInlet<T> CreateSubSinkInlet<T>(string name) => new(this, name);

    /// <summary>An inlet of this stage at the end of an inner stream.</summary>
    protected class SubSinkInlet<T>
    {
        private readonly string _name;
        private readonly SubSink<T> _sink;
        private IInHandler _handler = null!;
        private T? _element;

        public SubSinkInlet(GraphStageLogic logic, string name)
        {
            _name = name;
            _sink = new SubSink<T>(name, logic.GetAsyncCallback<SubSignal<T>>(OnSignal));
        }

        /// <summary>What the inner stream is run into, once.</summary>
        public IGraph<SinkShape<T>, NotUsed> Sink => _sink;

        public bool IsAvailable { get; private set; }

        public bool IsClosed { get; private set; }

        public bool HasBeenPulled { get; private set; }

        public void SetHandler(IInHandler handler) => _handler = handler;

        public T Grab()
        {
            if (!IsAvailable)
                throw new ArgumentException($"Cannot get element from already empty input port ({_name})");
            var element = _element!;
            _element = default;
            IsAvailable = false;
            return element;
        }

        public void Pull()
        {
            if (HasBeenPulled)
                throw new ArgumentException($"Cannot pull port ({_name}) twice");
            if (IsClosed)
                throw new ArgumentException($"Cannot pull closed port ({_name})");
            HasBeenPulled = true;
            _sink.Pull();
        }

        public void Cancel() => Cancel(SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

        public void Cancel(Exception cause)
        {
            if (IsClosed)
                return;
            IsClosed = true;
            _sink.Cancel(cause);
        }

        public override string ToString() => _name;

        private void OnSignal(SubSignal<T> signal)
        {
            if (IsClosed)
                return;
            switch (signal.Kind)
            {
                case SubSignalKind.Next:
                    _element = signal.Element;
                    IsAvailable = true;
                    HasBeenPulled = false;
                    _handler.OnPush();
                    break;
                case SubSignalKind.Complete:
                    IsClosed = true;
                    _handler.OnUpstreamFinish();
                    break;
                case SubSignalKind.Fail:
                    IsClosed = true;
                    _handler.OnUpstreamFailure(signal.Cause!);
                    break;
            }
        }
    }

    /// <summary>An outlet of this stage at the start of an inner stream.</summary>
    protected class SubSourceOutlet<T>
    {
        private readonly string _name;
        private readonly SubSource<T> _source;
        private IOutHandler _handler = null!;

        public SubSourceOutlet(GraphStageLogic logic, string name)
        {
            _name = name;
            _source = new SubSource<T>(name, logic.GetAsyncCallback<SubSignal<T>>(OnSignal));
        }

        /// <summary>What the inner stream is run from, once.</summary>
        public IGraph<SourceShape<T>, NotUsed> Source => _source;

        public bool IsAvailable { get; private set; }

        public bool IsClosed { get; private set; }

        public void SetHandler(IOutHandler handler) => _handler = handler;

        public void Push(T elem)
        {
            if (!IsAvailable)
                throw new ArgumentException($"Cannot push port ({_name}) twice, or before it being pulled");
            IsAvailable = false;
            _source.Send(new SubSignal<T>(SubSignalKind.Next, elem));
        }

        public void Complete() => Close(new SubSignal<T>(SubSignalKind.Complete));

        public void Fail(Exception ex) => Close(new SubSignal<T>(SubSignalKind.Fail, Cause: ex));

        /// <summary>Closes the outlet if nobody has run the inner stream; called when that time is over.</summary>
        public void Timeout(TimeSpan d)
        {
            if (_source.TimeOut(d))
                IsClosed = true;
        }

        public override string ToString() => _name;

        private void Close(SubSignal<T> signal)
        {
            if (IsClosed)
                return;
            IsClosed = true;
            IsAvailable = false;
            _source.Send(signal);
        }

        private void OnSignal(SubSignal<T> signal)
        {
            if (IsClosed)
                return;
            if (signal.Kind == SubSignalKind.Pull)
            {
                IsAvailable = true;
                _handler.OnPull();
                return;
            }

            IsClosed = true;
            IsAvailable = false;
            _handler.OnDownstreamFinish(signal.Cause!);
        }
    }
}
