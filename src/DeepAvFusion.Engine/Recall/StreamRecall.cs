using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Assembly;

namespace DeepAvFusion.Engine.Recall;

/// <summary>The latest windows and events of one stream, bounded by time and bytes. Thread-safe.</summary>
internal sealed class StreamRecall(RecallSettings settings)
{
    private readonly Lock _lock = new();
    private readonly Queue<RecalledWindow> _windows = new();
    private readonly Dictionary<(RunId Run, long Number), (DateTimeOffset From, DateTimeOffset To)> _events = [];
    private readonly Stack<short[]> _free = new();
    private long _bytes;

    /// <summary>Windows that are remembered, the oldest first; their sounds belong to this and may change as soon as it goes on.</summary>
    public T Look<T>(Func<IReadOnlyCollection<RecalledWindow>, T> look)
    {
        lock (_lock)
            return look(_windows);
    }

    /// <summary>When an event that is remembered began and ended, or how far it has come; null when it is not.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Find(RunId run, long number)
    {
        lock (_lock)
            return _events.TryGetValue((run, number), out var span) ? span : null;
    }

    /// <returns>The window as it is remembered.</returns>
    public RecalledWindow Add(WindowFacts facts, byte[]? picture, ReadOnlySpan<float> sound, WindowTraits traits)
    {
        lock (_lock)
        {
            var samples = _free.TryPop(out var used) && used.Length == sound.Length ? used : new short[sound.Length];
            for (var i = 0; i < samples.Length; i++)
                samples[i] = (short)Math.Clamp(MathF.Round(sound[i] * 32767), -32768, 32767);
            var window = new RecalledWindow(facts, picture, samples, traits);
            _windows.Enqueue(window);
            _bytes += window.Bytes;
            while (_windows.Count > 1 && (_bytes > settings.Bytes || _windows.Peek().To < window.To - settings.Span))
                Forget(_windows.Dequeue());
            return window;
        }
    }

    public void Note(AvAnalysis analysis)
    {
        lock (_lock)
        {
            foreach (var news in analysis.Events)
                _events[(analysis.Run, news.Id)] = (Wall(analysis, news.Start), Wall(analysis, news.End ?? analysis.End));
            var oldest = _windows.TryPeek(out var first) ? first.From : analysis.CapturedAt;
            foreach (var (key, span) in _events)
            {
                if (span.To < oldest)
                    _events.Remove(key);
            }
        }
    }

    private static DateTimeOffset Wall(AvAnalysis analysis, MediaTime moment) => analysis.CapturedAt - (analysis.End - moment);

    private void Forget(RecalledWindow window)
    {
        _bytes -= window.Bytes;
        if (_free.Count == 0)
            _free.Push(window.Sound);
    }
}
