using System.Collections.Concurrent;

namespace DeepAvFusion.Engine.Sinks;

/// <summary>The last failure of each sink. Thread-safe.</summary>
public sealed class SinkBoard
{
    private readonly ConcurrentDictionary<string, string> _failures = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Failures => _failures;

    /// <summary>Notes a failure; true when it is news.</summary>
    internal bool Fail(string sink, string line)
    {
        var isNews = !_failures.TryGetValue(sink, out var before) || before != line;
        _failures[sink] = line;
        return isNews;
    }
}
