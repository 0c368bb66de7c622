using DeepAvFusion.Core.Results;
using DeepAvFusion.Sinks;

namespace DeepAvFusion.Cli.Analyze;

/// <summary>Adds up what the closing table and summary.json tell.</summary>
internal sealed class SummarySink : IStreamSink
{
    private readonly Dictionary<long, (string Label, EventVerdict Verdict, double Start, double? End)> _events = [];
    private readonly HashSet<int> _regions = [];

    public string Name => "summary";

    public int Windows { get; private set; }

    public StageTimes Times { get; private set; } = StageTimes.None;

    public double Seconds { get; private set; }

    public int Regions => _regions.Count;

    /// <summary>Events in order of their start.</summary>
    public IReadOnlyList<(string Label, EventVerdict Verdict, double Start, double? End)> Events => [.. _events.Values.OrderBy(e => e.Start)];

    public bool Wants(Type item) => item == typeof(AnalysisItem);

    public ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        if (item is not AnalysisItem { Analysis: var analysis })
            return ValueTask.CompletedTask;
        foreach (var news in analysis.Events)
            _events[news.Id] = (news.Label, news.Verdict, news.Start.Seconds, news.End?.Seconds);
        if (analysis.IsClosing)
            return ValueTask.CompletedTask;
        Windows++;
        Seconds = analysis.End.Seconds;
        var t = analysis.Times;
        Times = new StageTimes(Times.Queue + t.Queue, Times.Features + t.Features, Times.Encoder + t.Encoder, Times.Heads + t.Heads,
            Times.Regions + t.Regions, Times.Separation + t.Separation, Times.Assembly + t.Assembly);
        foreach (var region in analysis.Regions)
            _regions.Add(region.Id);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
