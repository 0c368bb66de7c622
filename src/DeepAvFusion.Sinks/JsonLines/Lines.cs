using DeepAvFusion.Core.Results;
using static DeepAvFusion.Sinks.JsonLines.AnalysisJson;

namespace DeepAvFusion.Sinks.JsonLines;

/// <summary>The shapes that are written as JSON, and how results become them. Times are seconds, boxes are [x, y, width, height] in shares of the picture.</summary>
internal static class Lines
{
    public static AnalysisLine Of(AvAnalysis a) => new(
        AnalysisSchema, a.Stream.Value, a.Run.Value, a.Window, Short(a.Start.Seconds), Short(a.End.Seconds), a.CapturedAt, a.AnalysedAt, Short(a.Age.TotalSeconds),
        Of(a.Model), a.HasPicture, a.PictureTime is { } taken ? Short(taken.Seconds) : null, a.HasSound, Of(a.Level),
        [.. a.Labels.Select(l => new LabelLine(l.Label, Short(l.Score), Short(l.Image), Short(l.Audio), Short(l.Fusion)))],
        [.. a.Regions.Select(Of)],
        [.. a.Events.Select(Of)],
        new TimesLine(Short(a.Times.Queue.TotalSeconds), Short(a.Times.Features.TotalSeconds), Short(a.Times.Encoder.TotalSeconds), Short(a.Times.Heads.TotalSeconds),
            Short(a.Times.Regions.TotalSeconds), Short(a.Times.Separation.TotalSeconds), Short(a.Times.Assembly.TotalSeconds)));

    public static EventRecordLine Of(AvAnalysis a, AvEvent e) => new(
        EventSchema, a.Stream.Value, a.Run.Value, e.Id, e.Label, e.Phase, e.Verdict, Short(e.Start.Seconds), e.End is { } end ? Short(end.Seconds) : null,
        Short(e.PeakScore), e.Region, a.AnalysedAt, Of(a.Model));

    private static ModelLine Of(ModelIdentity model) => new(model.Name, model.Sha256, model.Training);

    private static LevelLine Of(SoundLevel level) => new(Short(level.Rms), Short(level.Peak));

    private static RegionLine Of(SoundingRegion r) => new(
        r.Id, [Short(r.Box.X), Short(r.Box.Y), Short(r.Box.Width), Short(r.Box.Height)], Short(r.Area), Short(r.Score), r.Label, Short(r.LabelScore),
        [.. r.Outline.Select(p => new[] { Short(p.X), Short(p.Y) })], Of(r.Level));

    private static EventLine Of(AvEvent e) => new(
        e.Id, e.Label, e.Phase, e.Verdict, Short(e.Start.Seconds), e.End is { } end ? Short(end.Seconds) : null, Short(e.PeakScore), e.Region);
}

internal sealed record AnalysisLine(
    string Schema, string Stream, long Run, long Window, double Start, double End, DateTimeOffset CapturedAt, DateTimeOffset AnalysedAt, double Age,
    ModelLine Model, bool Picture, double? PictureAt, bool Sound, LevelLine Level, IReadOnlyList<LabelLine> Labels, IReadOnlyList<RegionLine> Regions,
    IReadOnlyList<EventLine> Events, TimesLine Times);

internal sealed record ModelLine(string Name, string Sha256, string Training);

internal sealed record LevelLine(double Rms, double Peak);

internal sealed record LabelLine(string Label, double Score, double Image, double Audio, double Fusion);

internal sealed record RegionLine(
    int Id, double[] Box, double Area, double Score, string? Label, double LabelScore, IReadOnlyList<double[]> Outline, LevelLine Level);

internal sealed record EventLine(
    long Id, string Label, EventPhase Phase, EventVerdict Verdict, double Start, double? End, double Peak, int? Region);

internal sealed record EventRecordLine(
    string Schema, string Stream, long Run, long Id, string Label, EventPhase Phase, EventVerdict Verdict, double Start, double? End, double Peak, int? Region,
    DateTimeOffset At, ModelLine Model);

internal sealed record TimesLine(double Queue, double Features, double Encoder, double Heads, double Regions, double Separation, double Assembly);
