namespace Akka.Streams.Stage;

public abstract partial class GraphStageLogic
{
    /// <summary>Emits an element as soon as there is demand; the port's handler rests until then.</summary>
    protected void Emit<T>(Outlet<T> outlet, T element) => Emit(outlet, element, DoNothing);

    protected void Emit<T>(Outlet<T> outlet, T element, Action andThen)
    {
        if (GetHandler(outlet) is Emitting<T> emitting)
            emitting.Add(element, andThen);
        else if (IsAvailable(outlet))
        {
            Push(outlet, element);
            andThen();
        }
        else
            Rest(outlet).Add(element, andThen);
    }

    protected void EmitMultiple<T>(Outlet<T> outlet, IEnumerable<T> elements) => EmitMultiple(outlet, elements, DoNothing);

    protected void EmitMultiple<T>(Outlet<T> outlet, IEnumerable<T> elements, Action andThen) =>
        EmitMultiple(outlet, elements.GetEnumerator(), andThen);

    protected void EmitMultiple<T>(Outlet<T> outlet, IEnumerator<T> enumerator) => EmitMultiple(outlet, enumerator, DoNothing);

    protected void EmitMultiple<T>(Outlet<T> outlet, IEnumerator<T> enumerator, Action andThen)
    {
        if (GetHandler(outlet) is Emitting<T> emitting)
        {
            emitting.Add(enumerator, andThen);
            return;
        }

        if (!enumerator.MoveNext())
        {
            andThen();
            return;
        }

        if (IsAvailable(outlet))
        {
            Push(outlet, enumerator.Current);
            if (!enumerator.MoveNext())
            {
                andThen();
                return;
            }
        }

        Rest(outlet).AddStarted(enumerator, andThen);
    }

    /// <summary>Forgets what has not been emitted yet.</summary>
    protected void AbortEmitting<T>(Outlet<T> outlet)
    {
        if (GetHandler(outlet) is Emitting<T> emitting)
            SetHandler(outlet, emitting.Previous);
    }

    /// <summary>Sends everything that arrives at an inlet to an outlet.</summary>
    protected void PassAlong<TOut, TIn>(Inlet<TIn> from, Outlet<TOut> to, bool doFinish = true, bool doFail = true, bool doPull = false)
        where TIn : TOut
    {
        void Pull() => TryPull(from);
        if (Interpreter is not null)
        {
            if (IsAvailable(from))
                Emit(to, Grab(from), Pull);
            if (doFinish && IsClosed(from))
                CompleteStage();
        }

        SetHandler(
            from,
            onPush: () => Emit(to, Grab(from), Pull),
            onUpstreamFinish: doFinish ? CompleteStage : DoNothing,
            onUpstreamFailure: doFail ? FailStage : _ => { });
        if (doPull)
            Pull();
    }

    private Emitting<T> Rest<T>(Outlet<T> outlet)
    {
        var emitting = new Emitting<T>(this, outlet, GetHandler(outlet));
        SetHandler(outlet, emitting);
        return emitting;
    }

    private abstract class Emitting : OutHandler
    {
        public bool CompleteWhenDone { get; set; }
    }

    /// <summary>Stands in for a port's handler while elements wait for demand.</summary>
    private sealed class Emitting<T>(GraphStageLogic logic, Outlet<T> outlet, IOutHandler previous) : Emitting
    {
        private readonly Queue<Item> _items = new();

        public IOutHandler Previous => previous;

        public void Add(T element, Action andThen) => _items.Enqueue(new Item(element, null, andThen));

        public void Add(IEnumerator<T> elements, Action andThen) =>
            _items.Enqueue(elements.MoveNext() ? new Item(elements.Current, elements, andThen) : new Item(default, null, andThen, IsEmpty: true));

        public void AddStarted(IEnumerator<T> elements, Action andThen) => _items.Enqueue(new Item(elements.Current, elements, andThen));

        public override void OnPull()
        {
            var item = _items.Peek();
            if (!item.IsEmpty)
                logic.Push(outlet, item.Element!);
            if (item.Rest is not null && item.Rest.MoveNext())
            {
                item.Element = item.Rest.Current;
                return;
            }

            var demandIsOpen = item.IsEmpty;
            _items.Dequeue();
            FollowUp(item.AndThen);
            if (demandIsOpen && logic.IsAvailable(outlet) && ReferenceEquals(logic.GetHandler(outlet), this))
                OnPull();
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            logic.SetHandler(outlet, previous);
            previous.OnDownstreamFinish(cause);
        }

        private void FollowUp(Action andThen)
        {
            if (_items.Count > 0)
            {
                andThen();
                return;
            }

            logic.SetHandler(outlet, previous);
            andThen();
            if (CompleteWhenDone)
                logic.Complete(outlet);
        }

        private sealed record Item(T? First, IEnumerator<T>? Rest, Action AndThen, bool IsEmpty = false)
        {
            public T? Element { get; set; } = First;
        }
    }
}
