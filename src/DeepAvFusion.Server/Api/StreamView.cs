using DeepAvFusion.Core;
using DeepAvFusion.Engine.Status;

namespace DeepAvFusion.Server.Api;

/// <summary>A stream as the API shows it. Times are seconds.</summary>
internal sealed record StreamView(
    string Name, string Source, StreamState State, string Detail, DateTimeOffset Since, bool Live, bool Picture, bool Sound, double? Duration, double Position,
    long Analysed, long Lost, IReadOnlyList<LossView> Losses, int Runs, AgeView Age)
{
    public static StreamView Of(StreamStatus s) => new(
        s.Stream.Value, s.Source, s.State, s.Detail, s.Since, s.IsLive, s.HasPicture, s.HasSound, s.Duration?.TotalSeconds, Math.Round(s.Position.TotalSeconds, 3),
        s.Analysed, s.LostTotal, [.. s.Lost.Select(lost => new LossView(lost.Key.Stage, lost.Key.Reason, lost.Value))], s.Runs,
        new AgeView(s.Age.Count, Round(s.Age.P50), Round(s.Age.P95), Round(s.Age.P99)));

    private static double Round(TimeSpan span) => Math.Round(span.TotalSeconds, 3);
}

/// <summary>Windows lost at a stage for a reason.</summary>
internal sealed record LossView(string Stage, LossReason Reason, long Windows);

/// <summary>Age of the latest results in seconds.</summary>
internal sealed record AgeView(int Count, double P50, double P95, double P99);

/// <summary>What is analysed with what.</summary>
internal sealed record AboutView(string Version, string Model, string Sha256, string Training, string Device);

/// <summary>A new stream as the API takes it.</summary>
internal sealed record NewStream(string? Name, string? Uri, bool? Live);

/// <summary>Why a request was refused.</summary>
internal sealed record ErrorView(string Error);
