using System.Diagnostics.CodeAnalysis;

namespace Akka.Streams.Implementation;

/// <summary>A queue of limited size that knows the overflow strategies. Its memory follows its use.</summary>
internal sealed class BoundedBuffer<T>(int size)
{
    private T[] _elements = new T[Math.Clamp(size, 1, 16)];
    private int _head;

    public int Count { get; private set; }

    public bool IsFull => Count >= size;

    /// <summary>Adds an element; if the buffer is full, what is dropped depends on the strategy.</summary>
    /// <returns>False if nothing is dropped: the strategy is to fail or to wait.</returns>
    public bool Add(T element, OverflowStrategy strategy)
    {
        if (IsFull)
            switch (strategy)
            {
                case OverflowStrategy.DropHead when Count > 0:
                    TryTake(out _);
                    break;
                case OverflowStrategy.DropTail when Count > 0:
                    Count--;
                    break;
                case OverflowStrategy.DropBuffer when Count > 0:
                    Clear();
                    break;
                case OverflowStrategy.DropHead or OverflowStrategy.DropTail or OverflowStrategy.DropBuffer or OverflowStrategy.DropNew:
                    return true;
                default:
                    return false;
            }

        if (Count == _elements.Length)
            Grow();
        _elements[(_head + Count++) % _elements.Length] = element;
        return true;
    }

    public bool TryTake([MaybeNullWhen(false)] out T element)
    {
        if (!TryPeek(out element))
            return false;
        _elements[_head] = default!;
        _head = (_head + 1) % _elements.Length;
        Count--;
        return true;
    }

    public bool TryPeek([MaybeNullWhen(false)] out T element)
    {
        element = Count > 0 ? _elements[_head] : default;
        return Count > 0;
    }

    public void Clear()
    {
        Array.Clear(_elements);
        Count = 0;
    }

    private void Grow()
    {
        var larger = new T[(int)Math.Min(size, 2L * _elements.Length)];
        for (var i = 0; i < Count; i++)
            larger[i] = _elements[(_head + i) % _elements.Length];
        _elements = larger;
        _head = 0;
    }
}
