using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Sinks.Tests;

/// <summary>Analyses as tests need them.</summary>
internal static class Analyses
{
    public static readonly StreamId Stream = new("door");

    public static AvAnalysis Make(long window = 0, bool closing = false) => new()
    {
        Stream = Stream,
        Run = new RunId(1),
        Window = window,
        Start = MediaTime.FromSeconds(window),
        End = MediaTime.FromSeconds(window + 3),
        IsClosing = closing,
        CapturedAt = DateTimeOffset.UnixEpoch,
        AnalysedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(250),
        Model = new ModelIdentity("tiny", "seed:0", IsTrained: false),
        HasPicture = true,
        HasSound = true,
        Level = new SoundLevel(-20, double.NegativeInfinity),
        Labels = [new LabelScore("bell", 0.91, 0.8, 0.95, double.NaN)],
        Events = [new AvEvent(4, "bell", EventPhase.Started, EventVerdict.HeardAndSeen, MediaTime.FromSeconds(window), null, 0.91, 7)],
        Regions = [new SoundingRegion(7, new PictureBox(0.1, 0.2, 0.3, 0.4), 0.12, 0.7, "bell", 0.9, [new PicturePoint(0.1, 0.2), new PicturePoint(0.4, 0.2), new PicturePoint(0.4, 0.6)], new SoundLevel(-24, -3))],
        Map = null,
        Audio = [new TrackChunk(TrackId.OfRegion(7), MediaTime.FromSeconds(window), new float[16000])],
        Times = StageTimes.None,
    };
}
