using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Sinks.Store;

/// <summary>Makes of one stream's results what is kept of its events. Not thread-safe.</summary>
internal sealed class EventNews
{
    // of an event that goes on, in the stream's time: what a killed process leaves behind is known to this
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly Dictionary<long, StoredEvent> _running = [];
    private readonly Dictionary<long, MediaTime> _told = [];

    /// <summary>What of a result is to be kept.</summary>
    public IReadOnlyList<StoredEvent> Of(AvAnalysis analysis)
    {
        var news = new List<StoredEvent>();
        foreach (var e in analysis.Events)
        {
            var now = Of(analysis, e, _running.GetValueOrDefault(e.Id));
            if (e.Phase == EventPhase.Ended)
            {
                _running.Remove(e.Id);
                _told.Remove(e.Id);
                news.Add(now);
                continue;
            }
            _running[e.Id] = now;
            if (_told.TryGetValue(e.Id, out var told) && analysis.End - told < Every)
                continue;
            _told[e.Id] = analysis.End;
            news.Add(now);
        }
        return news;
    }

    /// <summary>The run is over: so is whatever it did not end.</summary>
    public IReadOnlyList<StoredEvent> Over()
    {
        var left = _running.Values.Select(e => e with { IsOpen = false }).ToList();
        _running.Clear();
        _told.Clear();
        return left;
    }

    /// <summary>A fault is an event of its own.</summary>
    public static StoredEvent Of(FaultItem fault) => new()
    {
        Stream = fault.Stream.Value,
        Run = fault.Run.Value,
        Number = fault.Number,
        Label = fault.Kind,
        Verdict = FaultItem.Verdict,
        StartAt = fault.Since.ToUnixTimeMilliseconds(),
        EndAt = fault.Until.ToUnixTimeMilliseconds(),
        IsOpen = !fault.IsOver,
        Peak = 1,
        Loudness = Finite(fault.Level) ?? SoundLevel.Floor,
        Model = "monitoring",
        Sha256 = "",
        Training = "trained",
    };

    private static StoredEvent Of(AvAnalysis analysis, AvEvent e, StoredEvent? before)
    {
        var isPeak = before is null || (e.End is null && e.PeakScore > before.Peak);
        var score = isPeak ? analysis.Labels.FirstOrDefault(label => label.Label == e.Label) : null;
        return new StoredEvent
        {
            Stream = analysis.Stream.Value,
            Run = analysis.Run.Value,
            Number = e.Id,
            Label = e.Label,
            Verdict = SettingsReader.Dashed(e.Verdict.ToString()),
            StartAt = before?.StartAt ?? Wall(analysis, e.Start),
            EndAt = Wall(analysis, e.End ?? analysis.End),
            IsOpen = e.End is null,
            Peak = Finite(e.PeakScore) ?? 0,
            Image = score is null ? before?.Image : Finite(score.Image),
            Audio = score is null ? before?.Audio : Finite(score.Audio),
            Fusion = score is null ? before?.Fusion : Finite(score.Fusion),
            Region = e.Region,
            Loudness = Math.Max(before?.Loudness ?? SoundLevel.Floor, e.End is null ? Finite(analysis.Level.Rms) ?? SoundLevel.Floor : SoundLevel.Floor),
            Embedding = isPeak && analysis.Embedding is { } embedding ? Embedding.Pack(embedding) : before?.Embedding,
            Model = analysis.Model.Name,
            Sha256 = analysis.Model.Sha256,
            Training = analysis.Model.Training,
        };
    }

    /// <summary>When a moment of the stream was, in milliseconds since 1970.</summary>
    private static long Wall(AvAnalysis analysis, MediaTime moment) => (analysis.CapturedAt - (analysis.End - moment)).ToUnixTimeMilliseconds();

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
