namespace DeepAvFusion.Engine.Streams;

/// <summary>Decides when a run that ended is followed by the next, and when the stream counts as faulted. Pure; time comes in with each call.</summary>
/// <remarks>
/// The wait doubles. Where a source has never given a result it doubles with each try; one that has worked is looked for again and again: there it doubles only when the source has been
/// away for eight times as long, so that at most an eighth of an absence, and the jitter, is added to it.
/// </remarks>
internal sealed class RestartPolicy(RestartSettings settings, Func<double> random)
{
    private const double TriesEach = 8;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Queue<DateTimeOffset> _failures = new();
    private DateTimeOffset _awaySince;
    private int _inARow;
    private bool _hasWorked;

    /// <summary>A run ended now. Only one without results is a failure. Tells how long to wait and whether the stream is faulted.</summary>
    /// <param name="isPermanent">Somebody has to take the cause away, it seems. A server whose camera is away may say so in many ways: what has worked is not given up for that.</param>
    public (TimeSpan Wait, bool Faulted) Ended(DateTimeOffset now, bool hadResults, bool isPermanent)
    {
        if (hadResults)
        {
            (_hasWorked, _awaySince, _inARow) = (true, now, 0);
            _failures.Clear();
        }
        else
            _failures.Enqueue(now);
        while (_failures.TryPeek(out var first) && now - first > Minute)
            _failures.Dequeue();
        if (isPermanent && !_hasWorked)
            return (settings.FaultedRetry, true);
        var doublings = _hasWorked ? Math.Max(0, Math.Floor(Math.Log2((now - _awaySince) / (TriesEach * settings.BackoffFrom)))) : Math.Min(_inARow++, 30);
        var wait = settings.BackoffFrom * Math.Pow(2, Math.Min(doublings, 30));
        return ((wait < settings.BackoffTo ? wait : settings.BackoffTo) * (1 + (settings.Jitter * random())), _failures.Count >= settings.RunsPerMinute);
    }
}
