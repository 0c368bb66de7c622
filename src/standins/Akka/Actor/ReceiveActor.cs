namespace Akka.Actor;

/// <summary>An actor whose behaviour is a list of typed handlers; the first that fits takes the message.</summary>
public abstract class ReceiveActor : UntypedActor
{
    private readonly Stack<HandlerList> _building = new();
    private HandlerList? _initial;

    protected ReceiveActor() => _building.Push(new HandlerList());

    internal override Receive InitialBehavior
    {
        get
        {
            _initial ??= _building.Pop();
            return _initial.Handle;
        }
    }

    protected sealed override void OnReceive(object message)
    {
        if (_initial is null || !_initial.Handle(message))
            Unhandled(message);
    }

    protected void Become(Action configure) => base.Become(Configured(configure).Handle);

    protected void BecomeStacked(Action configure) => base.BecomeStacked(Configured(configure).Handle);

    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Add(typeof(T), message =>
        {
            if (message is not T typed || (shouldHandle is not null && !shouldHandle(typed)))
                return false;
            handler(typed);
            return true;
        }, catchesAll: shouldHandle is null && typeof(T) == typeof(object));

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    /// <param name="handler">Gives false to pass the message on to the next handler.</param>
    protected void Receive<T>(Func<T, bool> handler) => Add(typeof(T), message => message is T typed && handler(typed));

    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Add(messageType, message =>
        {
            if (!messageType.IsInstanceOfType(message) || (shouldHandle is not null && !shouldHandle(message)))
                return false;
            handler(message);
            return true;
        }, catchesAll: shouldHandle is null && messageType == typeof(object));

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Receive(messageType, handler, shouldHandle);

    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Add(messageType, message => messageType.IsInstanceOfType(message) && handler(message));

    protected void ReceiveAny(Action<object> handler) => Receive(handler);

    /// <summary>As <see cref="Receive{T}(Action{T},Predicate{T})"/>; the next message waits until the task is done.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Receive(message => RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Receive(messageType, message => RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAny(message => RunTask(() => handler(message)));

    private void Add(Type type, Func<object, bool> handler, bool catchesAll = false)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (_building.Count == 0)
            throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");
        _building.Peek().Add(type, handler, catchesAll);
    }

    private HandlerList Configured(Action configure)
    {
        _building.Push(new HandlerList());
        try
        {
            configure();
            return _building.Peek();
        }
        finally
        {
            _building.Pop();
        }
    }

    private sealed class HandlerList
    {
        private readonly List<Func<object, bool>> _handlers = [];
        private bool _catchesAll;

        public void Add(Type type, Func<object, bool> handler, bool catchesAll)
        {
            if (_catchesAll)
                throw new InvalidOperationException($"A handler that catches all messages has been added. No handler can be added after that, as [{type.Name}].");
            _handlers.Add(handler);
            _catchesAll = catchesAll;
        }

        public bool Handle(object message)
        {
            foreach (var handler in _handlers)
            {
                if (handler(message))
                    return true;
            }
            return false;
        }
    }
}
