using DeepAvFusion.Core.Results;
using DeepAvFusion.Engine.Learning;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Server.Api;

/// <summary>A correction as the API takes it: of an `event`, or of a stretch `from` `to`; exactly one of `is`, `isNot` and `nothing`.</summary>
/// <param name="Event">Id of an event, as /api/events tells it.</param>
/// <param name="Is">What it is: a label that is known, or a new one.</param>
/// <param name="IsNot">What it is not.</param>
/// <param name="Nothing">True where nothing sounds that has a label.</param>
/// <param name="Region">Where in the picture; null for anywhere.</param>
/// <param name="By">Who says so.</param>
internal sealed record NewCorrection(string? Stream, string? Event, DateTimeOffset? From, DateTimeOffset? To, string? Is, string? IsNot, bool? Nothing, RegionView? Region, string? By);

/// <summary>A part of a picture, in shares of it.</summary>
internal sealed record RegionView(double X, double Y, double Width, double Height)
{
    public static RegionView? Of(PictureBox? box) => box is { } one ? new RegionView(one.X, one.Y, one.Width, one.Height) : null;
}

/// <summary>What became of a correction.</summary>
/// <param name="Windows">So many windows held enough of the stretch.</param>
/// <param name="Notes">Why some were not kept, or what they contradict.</param>
internal sealed record CorrectionView(string? Label, IReadOnlyList<string> Kept, int Windows, IReadOnlyList<string> Notes);

/// <summary>Who asks for something.</summary>
internal sealed record Asking(string? By);

/// <summary>A rollback as the API takes it.</summary>
/// <param name="Version">Where to; 0 is the model as it came.</param>
internal sealed record Return(int? Version, string? By);

/// <summary>What the trainer does.</summary>
/// <param name="Progress">Of the phase, 0..1.</param>
/// <param name="Labels">What can be told at present.</param>
/// <param name="Corrections">So many are kept.</param>
/// <param name="Damaged">Samples that could not be read.</param>
internal sealed record TrainerView(
    TrainerPhase Phase, DateTimeOffset Since, string Detail, int Version, int? Candidate, double? Progress, IReadOnlyList<string> Canaries, string? LastFailure,
    IReadOnlyList<string> Labels, IReadOnlyList<LabelCountView> Taught, int Corrections, int Damaged, long Bytes, double Recall)
{
    public static TrainerView Of(LearningDesk desk)
    {
        var (status, taught) = (desk.Status, desk.Taught);
        var corrections = taught.Samples(null, null, int.MaxValue, isCorrected: true);
        return new TrainerView(
            status.Phase, status.Since, status.Detail, status.Version, status.Candidate, status.Progress, status.Canaries, status.LastFailure, taught.Labels,
            [.. corrections.GroupBy(sample => sample.Correction!.Label).OrderByDescending(group => group.Count()).Select(group => new LabelCountView(group.Key, group.Count()))],
            corrections.Count, taught.Damaged, taught.Bytes, desk.Recall.Span.TotalSeconds);
    }
}

/// <summary>So many windows were corrected to be, or not to be, a label; null stands for nothing.</summary>
internal sealed record LabelCountView(string? Label, int Windows);

/// <summary>A sample as the API shows it.</summary>
/// <param name="Said">`is`, `is-not` or `nothing`; null where nobody corrected it.</param>
internal sealed record SampleView(
    string Id, string Stream, DateTimeOffset From, DateTimeOffset To, CorrectionKind? Said, string? Label, string? By, DateTimeOffset? When, string? Group, RegionView? Region, bool Picture, bool Sound,
    IReadOnlyList<ScoreView> Scores, int Version)
{
    private const int MostScores = 3;

    public static SampleView Of(SampleSummary s) => new(
        s.Id.ToString(), s.Stream, s.CapturedAt - TimeSpan.FromSeconds(s.End - s.Start), s.CapturedAt, s.Correction?.Kind, s.Correction?.Label, s.Correction?.Who, s.Correction?.When, s.Correction?.Group, RegionView.Of(s.Correction?.Region),
        s.HasPicture, s.HasSound, [.. s.Scores.Take(MostScores).Select(ScoreView.Of)], s.Model.Version);
}

internal sealed record ScoreView(string Label, double Score)
{
    public static ScoreView Of(LabelScore score) => new(score.Label, Math.Round(score.Score, 4));
}

/// <summary>A page of samples; `next` is the cursor of the one that follows, null where none does.</summary>
internal sealed record SamplesView(IReadOnlyList<SampleView> Samples, string? Next);

/// <summary>A version with everything that tells why it is in use or not.</summary>
/// <param name="InUse">Whether streams are analysed with it now.</param>
internal sealed record VersionView(
    int Number, int Parent, VersionState State, bool InUse, bool Passed, DateTimeOffset MadeAt, string Sha256, string BaseSha256, int Seed, double FitSeconds, IReadOnlyList<string> NewLabels,
    int Fitted, int HeldOut, IReadOnlyList<Quarantine> Quarantined, IReadOnlyList<GateView> Gates, IReadOnlyList<ChangeView> History)
{
    public static VersionView Of(ModelVersion v, int inUse) => new(
        v.Number, v.Parent, v.State, v.Number == inUse, v.Passed, v.MadeAt, v.Sha256, v.BaseSha256, v.Seed, Math.Round(v.FitSeconds, 2), v.NewLabels, v.Samples.Count, v.HeldOut.Count, v.Quarantined,
        [.. v.Gates.Select(gate => new GateView(gate.Name, Finite(gate.Value), Finite(gate.Limit), gate.Holds, gate.Note))],
        [.. v.History.Select(change => new ChangeView(change.State, change.When, change.Who, change.Reason))]);

    private static double? Finite(double value) => double.IsFinite(value) ? Math.Round(value, 5) : null;
}

/// <summary>What one gate found; no value where there was nothing to measure.</summary>
internal sealed record GateView(string Name, double? Value, double? Limit, bool Holds, string Note);

/// <summary>What was done with a version.</summary>
internal sealed record ChangeView(VersionState State, DateTimeOffset When, string Who, string Reason);

/// <summary>What is remembered of a stream.</summary>
internal sealed record RecallView(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<RecalledView> Windows);

/// <summary>A window that is remembered, with its best labels.</summary>
internal sealed record RecalledView(DateTimeOffset From, DateTimeOffset To, bool Picture, IReadOnlyList<ScoreView> Labels);
