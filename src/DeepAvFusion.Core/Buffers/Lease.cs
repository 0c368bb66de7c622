using System.Buffers;

namespace DeepAvFusion.Core.Buffers;

/// <summary>A reference-counted array from the shared pool. It starts with one holder; whoever drops it disposes it, whoever keeps it beside another holder calls <see cref="Retain"/> first.</summary>
/// <remarks>Not zeroed. After the last holder has disposed it the memory belongs to somebody else, so <see cref="Span"/> then throws.</remarks>
public sealed class Lease<T> : IDisposable where T : struct
{
    private T[]? _array;
    private int _holders = 1;

    internal Lease(T[] array, int length)
    {
        _array = array;
        Length = length;
    }

    /// <summary>Elements, at most what was rented.</summary>
    public int Length { get; }

    public Span<T> Span => Array.AsSpan(0, Length);

    public Memory<T> Memory => Array.AsMemory(0, Length);

    private T[] Array => _array ?? throw new ObjectDisposedException(nameof(Lease<T>), "This buffer went back to its pool: every holder had disposed it.");

    /// <summary>One more holder, who will dispose it too.</summary>
    public Lease<T> Retain()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _holders);
            ObjectDisposedException.ThrowIf(seen == 0, this);
        }
        while (Interlocked.CompareExchange(ref _holders, seen + 1, seen) != seen);
        return this;
    }

    /// <exception cref="InvalidOperationException">Disposed more often than held.</exception>
    public void Dispose()
    {
        var left = Interlocked.Decrement(ref _holders);
        if (left > 0)
            return;
        if (left < 0)
            throw new InvalidOperationException("A buffer was disposed more often than it was held.");
        var array = Interlocked.Exchange(ref _array, null);
        if (array is null)
            return;
        ArrayPool<T>.Shared.Return(array);
        LeaseCount.Removed();
    }
}
