using DeepAvFusion.Core;
using DeepAvFusion.Sinks.Store;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Sinks.Webhooks;

/// <summary>Tells webhooks of each event's beginning and end.</summary>
public sealed class WebhookSink(WebhookOutbox outbox) : PerStreamSink
{
    public override string Name => "webhook";

    protected override bool Uses(Type item) => item == typeof(AnalysisItem) || item == typeof(FaultItem) || item == typeof(RunStartedItem) || item == typeof(RunEndedItem);

    protected override IStreamWriter Open(StreamId stream) => new Lane(outbox);

    private sealed class Lane(WebhookOutbox outbox) : IStreamWriter
    {
        private readonly EventNews _news = new();
        private readonly HashSet<(WebhookDelivery, EventId)> _begun = [];

        public ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
        {
            Tell(item switch
            {
                AnalysisItem { Analysis: var analysis } => _news.Of(analysis),
                FaultItem fault => [EventNews.Of(fault)],
                _ => _news.Over(),
            });
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            Tell(_news.Over());
            return ValueTask.CompletedTask;
        }

        private void Tell(IReadOnlyList<StoredEvent> news)
        {
            if (news.Count == 0)
                return;
            foreach (var hook in outbox.Deliveries)
                hook.Add([.. news.SelectMany(e => Of(hook, e))]);
        }

        /// <summary>An event whose score passes only later begins then; whatever ends has begun before.</summary>
        private IEnumerable<StoredEvent> Of(WebhookDelivery hook, StoredEvent e)
        {
            var isNew = hook.Settings.Wants(e) && _begun.Add((hook, e.Id));
            if (isNew)
                yield return e with { IsOpen = true };
            if (!e.IsOpen && _begun.Remove((hook, e.Id)))
                yield return e;
        }
    }
}
