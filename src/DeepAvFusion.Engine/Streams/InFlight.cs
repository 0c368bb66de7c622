using System.Collections.Concurrent;

namespace DeepAvFusion.Engine.Streams;

/// <summary>
/// What is on its way between two stages of a run's graph. Streams tell nobody of elements that they drop when they are stopped, so what is still here when the graph has ended is
/// given back; what comes later, such as the answer to a question that was asked before, at once. Thread-safe.
/// </summary>
internal sealed class InFlight : IDisposable
{
    private readonly ConcurrentDictionary<IDisposable, bool> _inside = new(ReferenceEqualityComparer.Instance);
    private volatile bool _ended;

    public T Enter<T>(T element) where T : IDisposable
    {
        _inside[element] = true;
        if (_ended)
            GiveBack(element);
        return element;
    }

    /// <summary>A stage that owns what it takes has it now.</summary>
    public T Leave<T>(T element) where T : IDisposable
    {
        _inside.TryRemove(element, out _);
        return element;
    }

    public void Dispose()
    {
        _ended = true;
        foreach (var element in _inside.Keys)
            GiveBack(element);
    }

    private void GiveBack(IDisposable element)
    {
        if (_inside.TryRemove(element, out _))
            element.Dispose();
    }
}
