using System.Collections.Concurrent;
using System.Threading.Channels;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Sinks;

namespace DeepAvFusion.Engine.Tests;

/// <summary>A sink that tests read from.</summary>
internal sealed class CollectingSink : IStreamSink
{
    private readonly Channel<AvAnalysis> _arrived = Channel.CreateUnbounded<AvAnalysis>();

    public string Name => "collecting";

    public ConcurrentQueue<AvAnalysis> All { get; } = new();

    /// <summary>Runs that have ended.</summary>
    public ConcurrentQueue<RunId> Ended { get; } = new();

    public bool Wants(Type item) => item == typeof(AnalysisItem) || item == typeof(RunEndedItem);

    public ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        if (item is RunEndedItem)
        {
            Ended.Enqueue(item.Run);
            return ValueTask.CompletedTask;
        }
        var analysis = ((AnalysisItem)item).Analysis;
        All.Enqueue(analysis);
        return _arrived.Writer.WriteAsync(analysis, cancel);
    }

    /// <summary>The next result that fits, skipping others; fails when it does not come in time.</summary>
    public async Task<AvAnalysis> NextAsync(Func<AvAnalysis, bool> fits)
    {
        using var limit = new CancellationTokenSource(AnalyzerSpecs.Patience);
        await foreach (var analysis in _arrived.Reader.ReadAllAsync(limit.Token))
        {
            if (fits(analysis))
                return analysis;
        }
        throw new InvalidOperationException("The sink was closed.");
    }

    public ValueTask DisposeAsync()
    {
        _arrived.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
