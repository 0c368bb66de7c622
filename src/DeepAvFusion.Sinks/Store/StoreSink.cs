using DeepAvFusion.Core;
using DeepAvFusion.Store.Writing;

namespace DeepAvFusion.Sinks.Store;

/// <summary>Brings news of events to the store: their beginning, their end and, while they go on, how they do from time to time.</summary>
public sealed class StoreSink(EventWriter store) : PerStreamSink
{
    public override string Name => "store";

    protected override bool Uses(Type item) => item == typeof(AnalysisItem) || item == typeof(FaultItem) || item == typeof(RunStartedItem) || item == typeof(RunEndedItem);

    protected override IStreamWriter Open(StreamId stream) => new Lane(store);

    private sealed class Lane(EventWriter store) : IStreamWriter
    {
        private readonly EventNews _news = new();

        public async ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
        {
            var news = item switch
            {
                AnalysisItem { Analysis: var analysis } => _news.Of(analysis),
                FaultItem fault => [EventNews.Of(fault)],
                _ => _news.Over(),
            };
            if (news.Count > 0)
                await store.WriteAsync(news).WaitAsync(cancel).ConfigureAwait(false);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
