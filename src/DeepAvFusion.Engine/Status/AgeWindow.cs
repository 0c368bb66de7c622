namespace DeepAvFusion.Engine.Status;

/// <summary>The latest ages of result of one stream and their quantiles. Not thread-safe.</summary>
internal sealed class AgeWindow(int capacity)
{
    private readonly TimeSpan[] _ages = new TimeSpan[capacity];
    private int _count;
    private int _next;

    public void Add(TimeSpan age)
    {
        _ages[_next] = age;
        _next = (_next + 1) % capacity;
        _count = Math.Min(_count + 1, capacity);
    }

    public AgeQuantiles Quantiles()
    {
        if (_count == 0)
            return AgeQuantiles.None;
        var sorted = _ages.AsSpan(0, _count).ToArray();
        Array.Sort(sorted);
        return new AgeQuantiles(_count, At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99));
    }

    /// <summary>Nearest-rank quantile.</summary>
    private static TimeSpan At(TimeSpan[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
