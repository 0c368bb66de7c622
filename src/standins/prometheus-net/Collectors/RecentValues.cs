namespace Prometheus;

/// <summary>The last measurements that are no older than a given age, 4096 at most. Not safe for several threads.</summary>
internal sealed class RecentValues(TimeSpan maxAge)
{
    private const int Capacity = 4096;

    private readonly Queue<(long Time, double Value)> _values = new();

    public void Add(double value)
    {
        if (_values.Count == Capacity) _values.Dequeue();
        _values.Enqueue((Environment.TickCount64, value));
    }

    public double[] Sorted()
    {
        var oldest = Environment.TickCount64 - maxAge.TotalMilliseconds;
        while (_values.TryPeek(out var first) && first.Time < oldest) _values.Dequeue();
        return [.. _values.Select(entry => entry.Value).Order()];
    }
}
