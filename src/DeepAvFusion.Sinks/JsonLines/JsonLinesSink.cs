using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Sinks.JsonLines;

/// <summary>Appends every window to analysis.jsonl and every started or ended event to events.jsonl, whole lines flushed at once so that a killed process leaves valid files.</summary>
public sealed class JsonLinesSink : IStreamSink
{
    private readonly SinkFolders _folders;
    private readonly Dictionary<StreamId, Files> _files = [];

    public JsonLinesSink(SinkFolders folders) => _folders = folders;

    public string Name => "jsonl";

    public bool Wants(Type item) => item == typeof(AnalysisItem) || item == typeof(RunStartedItem);

    public async ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        var files = For(item.Stream);
        if (item is not AnalysisItem { Analysis: var analysis })
            return;
        if (!analysis.IsClosing)
            await files.Analysis.WriteAsync(AnalysisJson.Analysis(analysis), cancel).ConfigureAwait(false);
        foreach (var news in analysis.Events.Where(e => e.Phase != EventPhase.Updated))
            await files.Events.WriteAsync(AnalysisJson.Event(analysis, news), cancel).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var files in _files.Values)
        {
            await files.Analysis.DisposeAsync().ConfigureAwait(false);
            await files.Events.DisposeAsync().ConfigureAwait(false);
        }
        _files.Clear();
    }

    private Files For(StreamId stream)
    {
        if (!_files.TryGetValue(stream, out var files))
            _files[stream] = files = new Files(new LineFile(_folders.File(stream, "analysis.jsonl")), new LineFile(_folders.File(stream, "events.jsonl")));
        return files;
    }

    private sealed record Files(LineFile Analysis, LineFile Events);
}
