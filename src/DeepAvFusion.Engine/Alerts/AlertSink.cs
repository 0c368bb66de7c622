using DeepAvFusion.Sinks;

namespace DeepAvFusion.Engine.Alerts;

/// <summary>Brings what streams tell to the alerts.</summary>
/// <param name="desk">Asked for with the first item: the sink is there before the actors are.</param>
internal sealed class AlertSink(Func<AlertDesk> desk) : IStreamSink
{
    private static readonly Type[] Used = [typeof(AnalysisItem), typeof(RunEndedItem), typeof(StreamGoneItem)];

    public string Name => "alerts";

    public bool Wants(Type item) => Used.Contains(item);

    public async ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        if (item is AnalysisItem { Analysis: var analysis })
            await desk().TakeAsync(analysis, cancel).ConfigureAwait(false);
        else
            await desk().OverAsync(item.Stream, cancel).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
