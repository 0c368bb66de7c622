using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Sinks.JsonLines;

/// <summary>Appends every window to analysis.jsonl and every started or ended event to events.jsonl, whole lines flushed at once so that a killed process leaves valid files.</summary>
public sealed class JsonLinesSink(SinkFolders folders) : PerStreamSink
{
    public override string Name => "jsonl";

    protected override bool Uses(Type item) => item == typeof(AnalysisItem) || item == typeof(RunStartedItem);

    protected override IStreamWriter Open(StreamId stream) => new Files(
        new LineFile(Name, () => folders.File(stream, "analysis.jsonl")), new LineFile(Name, () => folders.File(stream, "events.jsonl")));

    private sealed class Files(LineFile windows, LineFile events) : IStreamWriter
    {
        public async ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
        {
            windows.Open();
            events.Open();
            if (item is not AnalysisItem { Analysis: var analysis })
                return;
            if (!analysis.IsClosing)
                await windows.WriteAsync(AnalysisJson.Analysis(analysis), cancel).ConfigureAwait(false);
            foreach (var news in analysis.Events.Where(e => e.Phase != EventPhase.Updated))
                await events.WriteAsync(AnalysisJson.Event(analysis, news), cancel).ConfigureAwait(false);
        }

        public ValueTask DisposeAsync()
        {
            windows.Dispose();
            events.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
