using DeepAvFusion.Core.Results;
using DeepAvFusion.Sinks;

namespace DeepAvFusion.Cli.Evidence;

/// <summary>Gathers what an analysis tells of its events.</summary>
internal sealed class ReplaySink : IStreamSink
{
    private readonly Dictionary<long, AvEvent> _events = [];
    private readonly List<AvAnalysis> _windows = [];

    public string Name => "replay";

    /// <summary>As they were told last.</summary>
    public IReadOnlyCollection<AvEvent> Events => _events.Values;

    /// <summary>Every window, without its sound.</summary>
    public IReadOnlyList<AvAnalysis> Windows => _windows;

    public bool Wants(Type item) => item == typeof(AnalysisItem);

    public ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        if (item is not AnalysisItem { Analysis: var analysis })
            return ValueTask.CompletedTask;
        foreach (var e in analysis.Events)
            _events[e.Id] = e;
        if (!analysis.IsClosing)
            _windows.Add(analysis with { Audio = [], Events = [] });
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
