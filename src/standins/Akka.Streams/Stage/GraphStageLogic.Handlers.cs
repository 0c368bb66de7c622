namespace Akka.Streams.Stage;

public abstract partial class GraphStageLogic
{
    public static InHandler ConditionalTerminateInput(Func<bool> predicate) => new ConditionalTerminateInput(predicate);

    public static OutHandler ConditionalTerminateOutput(Func<bool> predicate) => new ConditionalTerminateOutput(predicate);

    protected void SetHandler<T>(Inlet<T> inlet, IInHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _handlers[inlet.Id] = handler;
        if (_connections[inlet.Id] is { } connection)
            connection.InHandler = handler;
    }

    protected void SetHandler<T>(
        Inlet<T> inlet, Action onPush, Action? onUpstreamFinish = null, Action<Exception>? onUpstreamFailure = null) =>
        SetHandler(inlet, new LambdaInHandler(onPush, onUpstreamFinish, onUpstreamFailure));

    protected void SetHandler<T>(Outlet<T> outlet, IOutHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var port = InCount + outlet.Id;
        _handlers[port] = handler;
        if (_connections[port] is { } connection)
            connection.OutHandler = handler;
    }

    protected void SetHandler<T>(Outlet<T> outlet, Action onPull, Action<Exception>? onDownstreamFinish = null) =>
        SetHandler(outlet, new LambdaOutHandler(onPull, onDownstreamFinish));

    protected void SetHandlers<TIn, TOut>(Inlet<TIn> inlet, Outlet<TOut> outlet, InAndOutGraphStageLogic handler)
    {
        SetHandler(inlet, (IInHandler)handler);
        SetHandler(outlet, (IOutHandler)handler);
    }

    protected IInHandler GetHandler<T>(Inlet<T> inlet) => (IInHandler)_handlers[inlet.Id]!;

    protected IOutHandler GetHandler<T>(Outlet<T> outlet) => (IOutHandler)_handlers[InCount + outlet.Id]!;

    /// <summary>An input handler made of functions.</summary>
    protected sealed class LambdaInHandler : InHandler
    {
        private readonly Action _onPush;
        private readonly Action? _onUpstreamFinish;
        private readonly Action<Exception>? _onUpstreamFailure;

        public LambdaInHandler(Action onPush, Action? onUpstreamFinish = null, Action<Exception>? onUpstreamFailure = null)
        {
            _onPush = onPush;
            _onUpstreamFinish = onUpstreamFinish;
            _onUpstreamFailure = onUpstreamFailure;
        }

        public override void OnPush() => _onPush();

        public override void OnUpstreamFinish()
        {
            if (_onUpstreamFinish is null)
                base.OnUpstreamFinish();
            else
                _onUpstreamFinish();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            if (_onUpstreamFailure is null)
                base.OnUpstreamFailure(e);
            else
                _onUpstreamFailure(e);
        }
    }

    /// <summary>An output handler made of functions.</summary>
    protected sealed class LambdaOutHandler : OutHandler
    {
        private readonly Action _onPull;
        private readonly Action<Exception>? _onDownstreamFinish;

        public LambdaOutHandler(Action onPull, Action<Exception>? onDownstreamFinish = null)
        {
            _onPull = onPull;
            _onDownstreamFinish = onDownstreamFinish;
        }

        public override void OnPull() => _onPull();

        public override void OnDownstreamFinish(Exception cause)
        {
            if (_onDownstreamFinish is null)
                base.OnDownstreamFinish(cause);
            else
                _onDownstreamFinish(cause);
        }
    }
}
