namespace Akka.Streams.Implementation.Hubs;

/// <summary>What a consumer finds in the buffer.</summary>
internal enum HubRead
{
    Element,
    Nothing,
    End,
}

/// <summary>A bounded buffer with one writer and any number of readers, each at its own place; safe from any thread.</summary>
internal sealed class HubBuffer<T>(int size)
{
    private readonly T[] _elements = new T[size];
    private readonly HashSet<Cursor> _cursors = [];
    private long _head;
    private long _tail;
    private bool _closed;
    private Exception? _cause;

    /// <summary>Tells the writer that there is room again.</summary>
    public Action OnRoom { get; set; } = () => { };

    /// <summary>Tells the writer that no reader is left.</summary>
    public Action OnLastConsumerGone { get; set; } = () => { };

    public bool HasRoom
    {
        get
        {
            lock (_elements)
                return _tail - _head < size;
        }
    }

    public bool HasNoConsumers
    {
        get
        {
            lock (_elements)
                return _cursors.Count == 0;
        }
    }

    /// <summary>Adds an element; only when there is room.</summary>
    /// <returns>True if there is room for another.</returns>
    public bool Add(T element)
    {
        lock (_elements)
        {
            _elements[_tail++ % size] = element;
            WakeWaiting();
            return _tail - _head < size;
        }
    }

    /// <summary>Ends the buffer; readers get what is in it first. Only the first call counts.</summary>
    public void Close(Exception? cause)
    {
        lock (_elements)
        {
            if (_closed)
                return;
            _closed = true;
            _cause = cause;
            foreach (var cursor in _cursors)
                cursor.Wake();
        }
    }

    /// <summary>Adds a reader, which starts at the oldest element that is kept.</summary>
    public Cursor Join(Action wake)
    {
        lock (_elements)
        {
            var cursor = new Cursor(wake) { Next = _closed ? _tail : _head };
            _cursors.Add(cursor);
            if (_closed)
                wake();
            return cursor;
        }
    }

    public void Leave(Cursor cursor)
    {
        lock (_elements)
        {
            if (!_cursors.Remove(cursor))
                return;
            if (_cursors.Count == 0)
            {
                Forget(cursor.Next);
                OnLastConsumerGone();
            }
            else
                Forget(_cursors.Min(c => c.Next));
        }
    }

    /// <summary>Takes the reader's next element, if it wants one; else it will be woken.</summary>
    public HubRead Read(Cursor cursor, bool wantsElement, out T? element, out Exception? cause)
    {
        lock (_elements)
        {
            element = default;
            cause = _cause;
            if (cursor.Next == _tail)
            {
                cursor.IsWaiting = wantsElement && !_closed;
                return _closed ? HubRead.End : HubRead.Nothing;
            }

            if (!wantsElement)
                return HubRead.Nothing;
            var wasLast = cursor.Next == _head;
            element = _elements[cursor.Next++ % size];
            if (wasLast)
                Forget(_cursors.Min(c => c.Next));
            return HubRead.Element;
        }
    }

    private void WakeWaiting()
    {
        foreach (var cursor in _cursors)
        {
            if (!cursor.IsWaiting)
                continue;
            cursor.IsWaiting = false;
            cursor.Wake();
        }
    }

    private void Forget(long upTo)
    {
        var wasFull = _tail - _head >= size;
        while (_head < upTo)
            _elements[_head++ % size] = default!;
        if (wasFull && _tail - _head < size)
            OnRoom();
    }

    /// <summary>The place of one reader.</summary>
    internal sealed class Cursor(Action wake)
    {
        public Action Wake => wake;

        public long Next { get; set; }

        public bool IsWaiting { get; set; }
    }
}
