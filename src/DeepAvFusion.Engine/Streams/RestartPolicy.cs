namespace DeepAvFusion.Engine.Streams;

/// <summary>Decides when a failed run is tried again, and when the stream counts as faulted. Pure; time comes in with each call.</summary>
internal sealed class RestartPolicy(RestartSettings settings, Func<double> random)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Queue<DateTimeOffset> _failures = new();
    private int _inARow;

    /// <summary>A run failed now. Tells how long to wait and whether the stream is faulted.</summary>
    public (TimeSpan Wait, bool Faulted) Failed(DateTimeOffset now)
    {
        _failures.Enqueue(now);
        while (now - _failures.Peek() > Minute)
            _failures.Dequeue();
        if (_failures.Count >= settings.RunsPerMinute)
            return (settings.FaultedRetry, true);
        var wait = settings.BackoffFrom * Math.Pow(2, Math.Min(_inARow++, 30));
        return ((wait < settings.BackoffTo ? wait : settings.BackoffTo) * (1 + (settings.Jitter * random())), false);
    }

    /// <summary>A run delivered results: the next failure starts from the shortest wait.</summary>
    public void Worked() => _inARow = 0;
}
