using System.Text.RegularExpressions;
using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Operator;

namespace DeepAvFusion.Faults.Faults;

/// <summary>Where a fault happens: a stream of its own in a running analyzer.</summary>
internal sealed class FaultScene(RunningAnalyzer analyzer, Footage footage, Camera camera, string stream) : IAsyncDisposable
{
    private readonly Stack<object> _kept = new();

    /// <summary>Longest wait for something that has no bound of its own.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public RunningAnalyzer Analyzer => analyzer;

    public Footage Footage => footage;

    public Camera Camera => camera;

    public string Stream => stream;

    /// <summary>Something that ends when the fault has been judged.</summary>
    public T Keep<T>(T what) where T : class
    {
        _kept.Push(what);
        return what;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var kept in _kept)
        {
            if (kept is IAsyncDisposable later)
                await later.DisposeAsync();
            else
                ((IDisposable)kept).Dispose();
        }
    }

    /// <summary>Adds the stream and waits for its first result with picture and sound.</summary>
    public async Task WorksAsync(string uri)
    {
        await analyzer.AddAsync(stream, uri);
        await analyzer.WindowAsync(stream, window => window.IsWhole, Patience);
    }

    /// <summary>Lets time pass in which the fault holds: its length is part of what it is.</summary>
    public static Task HoldAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds));

    /// <summary>Waits until the stream tells of the fault.</summary>
    public Task TellsAsync(string text, TimeSpan? atLeast = null) => analyzer.TellsAsync(
        stream, told => $"{told.State}: {told.Detail}".Contains(text, StringComparison.Ordinal), atLeast > Patience ? atLeast.Value : Patience, $"tells '{text}'");

    /// <summary>Waits until the metrics of the stream hold a line that begins so, whatever its number.</summary>
    public Task CountsAsync(string series) => Waiting.UntilAsync(
        async () => (await analyzer.MetricsAsync()).Split('\n').Any(line => line.Contains($"stream=\"{stream}\"", StringComparison.Ordinal) && Regex.IsMatch(line, series)),
        Patience, $"{stream} counts {series}");
}
