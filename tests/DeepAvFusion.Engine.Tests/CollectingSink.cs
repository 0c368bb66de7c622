using System.Collections.Concurrent;
using System.Threading.Channels;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Sinks;

namespace DeepAvFusion.Engine.Tests;

/// <summary>A sink that tests read from.</summary>
internal sealed class CollectingSink : IStreamSink
{
    private readonly Channel<AvAnalysis> _arrived = Channel.CreateUnbounded<AvAnalysis>();

    public string Name => "collecting";

    public ConcurrentQueue<AvAnalysis> All { get; } = new();

    public bool Wants(Type item) => item == typeof(AnalysisItem);

    public ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
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
