using Akka.Event;
using Akka.Streams.Implementation.Fusing;
using C = Akka.Streams.Implementation.Fusing.Connection;

namespace Akka.Streams.Stage;

/// <summary>The running state and behaviour of one stage. Its callbacks never run at the same time.</summary>
public abstract partial class GraphStageLogic : IStageLogging
{
    public static readonly InHandler EagerTerminateInput = Stage.EagerTerminateInput.Instance;
    public static readonly OutHandler EagerTerminateOutput = Stage.EagerTerminateOutput.Instance;
    public static readonly InHandler IgnoreTerminateInput = Stage.IgnoreTerminateInput.Instance;
    public static readonly OutHandler IgnoreTerminateOutput = Stage.IgnoreTerminateOutput.Instance;
    public static readonly InHandler TotallyIgnorantInput = Stage.TotallyIgnorantInput.Instance;
    public static Action DoNothing = () => { };

    public readonly int InCount;
    public readonly int OutCount;

    private readonly Connection[] _connections;
    private readonly object?[] _handlers;
    private ILoggingAdapter? _log;
    private bool _keepGoing;
    private bool _stopping;

    protected GraphStageLogic(int inCount, int outCount)
    {
        InCount = inCount;
        OutCount = outCount;
        OpenPorts = inCount + outCount;
        _connections = new Connection[inCount + outCount];
        _handlers = new object?[inCount + outCount];
    }

    protected GraphStageLogic(Shape shape) : this(shape.Inlets.Length, shape.Outlets.Length)
    {
    }

    /// <summary>True for a stage that must be ended with <see cref="CompleteStage"/> or <see cref="FailStage"/>.</summary>
    public virtual bool KeepGoingAfterAllPortsClosed => false;

    public ILoggingAdapter Log => _log ??=
        Materializer is IMaterializerLoggingProvider provider ? provider.MakeLogger(LogSource) : NoLogger.Instance;

    protected virtual object LogSource => this;

    internal int OpenPorts { get; set; }

    internal bool IsFinalized { get; set; }

    internal bool MustKeepGoing => !_stopping && (_keepGoing || KeepGoingAfterAllPortsClosed);

    internal GraphInterpreter? Interpreter { get; set; }

    /// <summary>Runs once before any other callback.</summary>
    public virtual void PreStart()
    {
    }

    /// <summary>Runs once after every other callback.</summary>
    public virtual void PostStop()
    {
    }

    protected virtual void BeforePreStart()
    {
    }

    protected virtual void AfterPostStop()
    {
    }

    /// <summary>Asks for the next element; one that was not grabbed is dropped.</summary>
    /// <exception cref="ArgumentException">The port is closed or has been pulled.</exception>
    protected void Pull<T>(Inlet<T> inlet)
    {
        var connection = Of(inlet);
        var state = connection.State;
        if ((state & (C.InReady | C.InClosed)) != C.InReady)
            throw new ArgumentException((state & C.InClosed) != 0
                ? $"Cannot pull closed port ({inlet})"
                : $"Cannot pull port ({inlet}) twice");
        if (connection.HasElement)
            connection.Clear();
        connection.State = state ^ (C.InReady | C.Pulling);
        if ((state & C.OutClosed) == 0)
            Interpreter!.Enqueue(connection);
    }

    /// <summary>Asks for the next element unless the port is closed.</summary>
    protected void TryPull<T>(Inlet<T> inlet)
    {
        if (!IsClosed(inlet))
            Pull(inlet);
    }

    /// <summary>Takes the element that has arrived.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    protected T Grab<T>(Inlet<T> inlet)
    {
        var connection = Of(inlet);
        if (!connection.HasElement || (connection.State & C.InReady) == 0)
            throw new ArgumentException($"Cannot get element from already empty input port ({inlet})");
        return connection is Connection<T> typed ? typed.Take() : (T)connection.TakeBoxed()!;
    }

    protected bool HasBeenPulled<T>(Inlet<T> inlet) => (Of(inlet).State & (C.InReady | C.InClosed)) == 0;

    protected bool IsAvailable<T>(Inlet<T> inlet)
    {
        var connection = Of(inlet);
        return connection.HasElement && (connection.State & C.InReady) != 0;
    }

    protected bool IsClosed<T>(Inlet<T> inlet) => (Of(inlet).State & C.InClosed) != 0;

    /// <summary>Emits one element; only after the port was pulled.</summary>
    /// <exception cref="ArgumentException">The port is closed or has not been pulled.</exception>
    protected void Push<T>(Outlet<T> outlet, T element)
    {
        var connection = (Connection<T>)Of(outlet);
        var state = connection.State;
        if ((state & (C.OutReady | C.OutClosed)) != C.OutReady)
            throw new ArgumentException((state & C.OutClosed) != 0
                ? $"Cannot push closed port ({outlet})"
                : $"Cannot push port ({outlet}) twice, or before it being pulled");
        if (element is null)
            throw new ArgumentNullException(nameof(element), "Element must not be null, rule 2.13");
        connection.State = state ^ (C.OutReady | C.Pushing);
        if ((state & C.InClosed) != 0)
            return;
        connection.Element = element;
        connection.HasElement = true;
        Interpreter!.Enqueue(connection);
    }

    protected bool IsAvailable<T>(Outlet<T> outlet) => (Of(outlet).State & (C.OutReady | C.OutClosed)) == C.OutReady;

    protected bool IsClosed<T>(Outlet<T> outlet) => (Of(outlet).State & C.OutClosed) != 0;

    /// <summary>Closes the inlet; upstream learns the cause.</summary>
    protected void Cancel<T>(Inlet<T> inlet, Exception cause) => Cancel(Of(inlet), cause);

    protected void Cancel<T>(Inlet<T> inlet) => Cancel(Of(inlet), SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

    /// <summary>Closes the outlet, after what is being emitted.</summary>
    protected void Complete<T>(Outlet<T> outlet) => Complete(InCount + outlet.Id);

    protected void Fail<T>(Outlet<T> outlet, Exception reason) => Fail(Of(outlet), reason);

    /// <summary>Closes all ports, the outlets after what is being emitted.</summary>
    public void CompleteStage()
    {
        for (var i = 0; i < InCount; i++)
            Cancel(_connections[i], SubscriptionWithCancelException.StageWasCompleted.Instance);
        for (var i = InCount; i < _connections.Length; i++)
            Complete(i);
        StopKeepingGoing();
    }

    /// <summary>Closes all ports with a failure.</summary>
    public void FailStage(Exception reason)
    {
        for (var i = 0; i < InCount; i++)
            Cancel(_connections[i], reason);
        for (var i = InCount; i < _connections.Length; i++)
            Fail(_connections[i], reason);
        StopKeepingGoing();
    }

    /// <summary>Ends the stage as its cancellation strategy says.</summary>
    public void CancelStage(Exception cause) =>
        EndBy((Attributes.GetAttribute<Attributes.CancellationStrategy>() ?? Attributes.CancellationStrategy.Default).Strategy, cause);

    public void InternalOnDownstreamFinish(Exception cause) => CancelStage(cause);

    /// <summary>Keeps the stage alive when all its ports are closed, until it is completed or failed.</summary>
    protected void SetKeepGoing(bool enabled) => _keepGoing = enabled;

    internal void Cancel(Connection connection, Exception cause)
    {
        var state = connection.State;
        if ((state & C.InClosed) != 0)
            return;
        connection.State = state | C.InClosed;
        connection.Clear();
        OpenPorts--;
        if ((state & C.OutClosed) != 0)
            return;
        connection.Cause = cause;
        Interpreter!.Enqueue(connection);
    }

    internal void Fail(Connection connection, Exception reason)
    {
        var state = connection.State;
        if ((state & C.OutClosed) != 0)
            return;
        connection.State = state | C.OutClosed | C.Failed;
        OpenPorts--;
        if ((state & C.InClosed) != 0)
            return;
        connection.Cause = reason;
        Interpreter!.Enqueue(connection);
    }

    internal void ReportError(string message, Exception cause)
    {
        var level = Attributes.GetAttribute<Attributes.LogLevels>()?.OnFailure ?? LogLevel.ErrorLevel;
        if (level != Attributes.LogLevels.Off)
            Log.Error(cause, message, this, cause.Message);
    }

    private Connection Of(InPort inlet) => _connections[inlet.Id];

    private Connection Of(OutPort outlet) => _connections[InCount + outlet.Id];

    private void Complete(int port)
    {
        var connection = _connections[port];
        var state = connection.State;
        if ((state & C.OutClosed) != 0)
            return;
        if (_handlers[port] is Emitting emitting)
        {
            emitting.CompleteWhenDone = true;
            return;
        }

        connection.State = state | C.OutClosed;
        OpenPorts--;
        if ((state & C.InClosed) == 0)
            Interpreter!.Enqueue(connection);
    }

    private void StopKeepingGoing()
    {
        _keepGoing = false;
        _stopping = true;
    }

    private void EndBy(Attributes.CancellationStrategy.IStrategy strategy, Exception cause)
    {
        switch (strategy)
        {
            case Attributes.CancellationStrategy.CompleteStage:
                CompleteStage();
                break;
            case Attributes.CancellationStrategy.FailStage:
                FailStage(cause);
                break;
            case Attributes.CancellationStrategy.AfterDelay delayed:
                SetKeepGoing(true);
                var end = GetAsyncCallback(() => EndBy(delayed.Strategy, cause));
                Materializer.ScheduleOnce(delayed.Delay, end);
                break;
            default:
                if (cause is SubscriptionWithCancelException.NonFailureCancellation)
                    CompleteStage();
                else
                    FailStage(cause);
                break;
        }
    }
}
