using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Assembly;

namespace DeepAvFusion.Engine.Recall;

/// <summary>The latest windows and events of one stream, bounded by time and bytes. Thread-safe.</summary>
internal sealed class StreamRecall(RecallSettings settings)
{
    private readonly Lock _lock = new();
    private readonly Queue<RecalledWindow> _windows = new();
    private readonly Dictionary<(RunId Run, long Number), RecalledEvent> _events = [];
    private readonly HashSet<(RunId, long)> _taken = [];
    private readonly Stack<short[]> _free = new();
    private long _bytes;

    /// <summary>Windows that are remembered, the oldest first; their sounds belong to this and may change as soon as it goes on.</summary>
    public T Look<T>(Func<IReadOnlyCollection<RecalledWindow>, T> look)
    {
        lock (_lock)
            return look(_windows);
    }

    /// <summary>Null when it is not remembered.</summary>
    public RecalledEvent? Find(RunId run, long number)
    {
        lock (_lock)
            return _events.GetValueOrDefault((run, number));
    }

    /// <summary>Somebody said what these were.</summary>
    public void Take(IEnumerable<RecalledWindow> windows)
    {
        lock (_lock)
            _taken.UnionWith(windows.Select(window => (window.Facts.Run, window.Facts.Index)));
    }

    /// <param name="forgotten">Told of what is forgotten for it and was not taken; its sound is used again afterwards.</param>
    /// <returns>The window as it is remembered.</returns>
    public RecalledWindow Add(WindowFacts facts, byte[]? picture, ReadOnlySpan<float> sound, WindowTraits traits, Action<RecalledWindow>? forgotten)
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
                Forget(_windows.Dequeue(), forgotten);
            return window;
        }
    }

    /// <returns>Labels of the events that began.</returns>
    public IReadOnlyList<string> Note(AvAnalysis analysis)
    {
        lock (_lock)
        {
            List<string> began = [.. analysis.Events.Where(news => !_events.ContainsKey((analysis.Run, news.Id))).Select(news => news.Label)];
            foreach (var news in analysis.Events)
                _events[(analysis.Run, news.Id)] = new RecalledEvent(news.Label, Wall(analysis, news.Start), Wall(analysis, news.End ?? analysis.End));
            var oldest = _windows.TryPeek(out var first) ? first.From : analysis.CapturedAt;
            foreach (var (key, known) in _events)
            {
                if (known.To < oldest)
                    _events.Remove(key);
            }
            return began;
        }
    }

    private static DateTimeOffset Wall(AvAnalysis analysis, MediaTime moment) => analysis.CapturedAt - (analysis.End - moment);

    private void Forget(RecalledWindow window, Action<RecalledWindow>? forgotten)
    {
        _bytes -= window.Bytes;
        if (!_taken.Remove((window.Facts.Run, window.Facts.Index)))
            forgotten?.Invoke(window);
        if (_free.Count == 0)
            _free.Push(window.Sound);
    }
}

/// <summary>An event that is remembered.</summary>
/// <param name="To">Its end, or how far it has come.</param>
public sealed record RecalledEvent(string Label, DateTimeOffset From, DateTimeOffset To);
