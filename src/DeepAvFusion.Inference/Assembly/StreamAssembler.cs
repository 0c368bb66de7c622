using System.Diagnostics;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Events;
using DeepAvFusion.Inference.Regions;

namespace DeepAvFusion.Inference.Assembly;

/// <summary>Joins the results of a run's windows, in order, to what people are told: ids, events and continuous sound. One per run of a stream; not thread-safe.</summary>
public sealed class StreamAssembler(AssemblySettings settings, TimeProvider time)
{
    private readonly RegionTracker _regions = new(settings.Regions.Memory);
    private readonly EventTracker _events = new(settings.Events);
    private readonly TrackAssembler _tracks = new(settings.Separation);
    private AvAnalysis? _last;
    private bool _wasHeard;

    /// <summary>Takes over `result` and disposes it.</summary>
    public AvAnalysis Add(WindowFacts window, WindowResult result)
    {
        using var _ = result;
        var began = Stopwatch.GetTimestamp();
        var ids = _regions.Follow([.. result.Regions.Select(region => (region.Region.Box, region.Label))]);
        var labelled = result.Regions.Zip(ids).Where(pair => pair.First.Label is not null).Select(pair => (pair.First.Label!, pair.Second)).ToList();
        var newFrom = _last is null ? window.Start : _last.End < window.End ? Later(_last.End, window.Start) : window.Start;
        var events = _events.Add(result.Scores, labelled, newFrom, window.End, result.Heard);
        var covered = (int)Math.Min(result.Mixture.Length, new MediaTime(window.Covered).ToSample(AudioClock.Rate));
        _wasHeard |= window.HasSound;
        var audio = _wasHeard                                                      // a source without sound has no tracks either
            ? _tracks.Add(window.Start, result.Mixture.Span[..covered], [.. result.Regions.Zip(ids).Select(pair => (pair.Second, (ReadOnlyMemory<float>)pair.First.Sound.Memory[..covered]))])
            : [];
        return _last = new AvAnalysis
        {
            Stream = window.Stream,
            Run = window.Run,
            Window = window.Index,
            Start = window.Start,
            End = window.End,
            CapturedAt = window.CapturedAt,
            AnalysedAt = time.GetUtcNow(),
            Model = result.Model,
            HasPicture = window.HasPicture,
            PictureTime = window.PictureTime,
            HasSound = window.HasSound,
            Level = result.Level,
            Labels = [.. result.Scores.OrderByDescending(score => score.Score).Take(settings.Events.Most)],
            Events = events,
            Regions = [.. result.Regions.Zip(ids, (region, id) => new SoundingRegion(
                id, region.Region.Box, region.Region.Area, region.Region.Score, region.Label, region.LabelScore, region.Region.Outline, region.Level))],
            Map = result.Map,
            Audio = audio,
            Times = result.Times with { Assembly = Stopwatch.GetElapsedTime(began) },
            Embedding = result.Embedding,
        };
    }

    /// <summary>What is left at the end of the run: the end of the sound and of running events. Null when no window was analysed.</summary>
    public AvAnalysis? Finish() => _last is null ? null : _last with
    {
        IsClosing = true,
        AnalysedAt = time.GetUtcNow(),
        Labels = [],
        Regions = [],
        Map = null,
        Events = _events.Finish(_last.End),
        Audio = _tracks.Finish(),
    };

    private static MediaTime Later(MediaTime a, MediaTime b) => a > b ? a : b;
}

/// <summary>What assembling needs to know of a window after its buffers have gone.</summary>
/// <param name="Covered">How much of the window the media really covers; the rest is no sound of the stream.</param>
public sealed record WindowFacts(
    StreamId Stream, RunId Run, long Index, MediaTime Start, MediaTime End, TimeSpan Covered, DateTimeOffset CapturedAt, bool HasPicture, bool HasSound)
{
    /// <summary>When the window's picture was taken; null without one.</summary>
    public MediaTime? PictureTime { get; init; }

    public static WindowFacts Of(AvWindow window) => new(
        window.Stream, window.Run, window.Index, window.Start, window.End, window.Covered, window.CapturedAt, window.Picture is not null, window.HasSound)
    {
        PictureTime = window.Picture?.Time,
    };
}
