using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Alerts.Rules;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Status;

namespace DeepAvFusion.Engine.Alerts;

/// <summary>Looks at the streams as rules see them. Not thread-safe.</summary>
/// <param name="stalledAfter">A stream that runs and has told nothing for so long is stalled.</param>
internal sealed class StreamLooks(StatusBoard board, SinkBoard sinks, TimeSpan stalledAfter)
{
    private readonly Dictionary<StreamId, (long Analysed, DateTimeOffset At)> _last = [];

    public IReadOnlyList<StreamLook> All(DateTimeOffset now)
    {
        var streams = board.Streams;
        foreach (var gone in _last.Keys.Except(streams.Select(status => status.Stream)).ToList())
            _last.Remove(gone);
        return [.. streams.Select(status => Of(status, now))];
    }

    /// <summary>One stream, which may be gone.</summary>
    public StreamLook? One(StreamId stream, DateTimeOffset now) => board.Find(stream) is { } status ? Of(status, now) : null;

    private StreamLook Of(StreamStatus status, DateTimeOffset now)
    {
        var words = new List<string> { SettingsReader.Dashed(status.State.ToString()) };
        if (status.State != StreamState.Running || !_last.TryGetValue(status.Stream, out var last) || last.Analysed != status.Analysed)
            _last[status.Stream] = (status.Analysed, now);
        else if (now - last.At >= stalledAfter)
            words.Add(StreamLook.Stalled);
        if (status.Away.Count > 0)
            words.Add(StreamLook.SideAway);
        if (sinks.Of(status.Stream).Count > 0)
            words.Add(StreamLook.NotSaved);
        return new StreamLook(status.Stream.Value, words, [.. status.Faults.Select(fault => SettingsReader.Dashed(fault.Kind.ToString()))]);
    }
}
