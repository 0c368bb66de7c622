namespace DeepAvFusion.Media.Sources;

/// <summary>How much media was lost; who listens later is told what was lost before. Thread-safe.</summary>
internal sealed class SourceLosses
{
    private readonly Lock _gate = new();
    private TimeSpan _lost;
    private Action<TimeSpan>? _listeners;

    public void Reach(TimeSpan lost)
    {
        if (lost <= _lost)
            return;
        lock (_gate)
        {
            _lost = lost;
            _listeners?.Invoke(lost);
        }
    }

    public void Listen(Action<TimeSpan>? listener)
    {
        lock (_gate)
        {
            _listeners += listener;
            if (_lost > TimeSpan.Zero)
                listener?.Invoke(_lost);
        }
    }

    public void Forget(Action<TimeSpan>? listener)
    {
        lock (_gate)
            _listeners -= listener;
    }
}
