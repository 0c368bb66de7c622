using DeepAvFusion.Core;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Monitoring;
using DeepAvFusion.Store.Streams;

namespace DeepAvFusion.Server.Api;

/// <summary>A stream as the API shows it. Times are seconds.</summary>
internal sealed record StreamView(
    string Name, string Source, StreamState State, string Detail, DateTimeOffset Since, bool Live, bool Picture, bool Sound, double? Duration, double Position,
    long Analysed, long Lost, IReadOnlyList<LossView> Losses, int Runs, AgeView Age, IReadOnlyList<SinkFailureView> FailingSinks,
    IReadOnlyList<AwayView> Away, ClockView? Clock, IReadOnlyList<FaultView> Faults, LoudnessView? Loudness)
{
    public static StreamView Of(StreamStatus s, SinkBoard sinks) => new(
        s.Stream.Value, s.Source, s.State, s.Detail, s.Since, s.IsLive, s.HasPicture, s.HasSound, s.Duration?.TotalSeconds, Math.Round(s.Position.TotalSeconds, 3),
        s.Analysed, s.LostTotal, [.. s.Lost.Select(lost => new LossView(lost.Key.Stage, lost.Key.Reason, lost.Value))], s.Runs,
        new AgeView(s.Age.Count, Round(s.Age.P50), Round(s.Age.P95), Round(s.Age.P99)),
        [.. sinks.Of(s.Stream).Select(failure => new SinkFailureView(failure.Sink, failure.Line, failure.Since))],
        [.. s.Away.Select(away => new AwayView(away.Key, away.Value))],
        s.Clock is { Skew: { } skew, Drift: { } drift } clock ? new ClockView(Round(skew), Math.Round(drift, 1), Round(clock.Correction)) : null,
        [.. s.Faults.Select(fault => new FaultView(fault.Kind, fault.Detail, fault.Since))], s.Sound is { } sound ? LoudnessView.Of(sound) : null);

    private static double Round(TimeSpan span) => Math.Round(span.TotalSeconds, 3);
}

/// <summary>Windows lost at a stage for a reason.</summary>
internal sealed record LossView(string Stage, LossReason Reason, long Windows);

/// <summary>A sink that cannot write the stream's results at present.</summary>
internal sealed record SinkFailureView(string Sink, string Error, DateTimeOffset Since);

/// <summary>A side of a pair of sources that is away at present, and why.</summary>
internal sealed record AwayView(SourcePart Side, string Why);

/// <summary>Age of the latest results in seconds.</summary>
internal sealed record AgeView(int Count, double P50, double P95, double P99);

/// <summary>How the clocks of a live stream's sound and picture stand to each other.</summary>
/// <param name="Skew">Seconds that sound arrives later than the picture of the same timestamp.</param>
/// <param name="Drift">How much faster the clock of the sound runs, in millionths.</param>
/// <param name="Correction">Seconds that pictures are put earlier to make up for it.</param>
internal sealed record ClockView(double Skew, double Drift, double Correction);

/// <summary>Something that monitoring finds wrong at present.</summary>
internal sealed record FaultView(FaultKind Kind, string Detail, DateTimeOffset Since);

/// <summary>What monitoring measures of its sound, of all channels at its own rate. Null where it is not known yet, or all was silence.</summary>
/// <param name="Levels">Of each channel over the latest second, dBFS RMS.</param>
/// <param name="Momentary">LUFS; so with short-term and integrated (over the run).</param>
/// <param name="Range">LU.</param>
/// <param name="TruePeak">Highest of the run, dBTP.</param>
/// <param name="Correlation">Of two channels, -1..1.</param>
internal sealed record LoudnessView(
    int Channels, int Rate, IReadOnlyList<double> Levels, double? Momentary, double? ShortTerm, double? Integrated, double? Range, double? TruePeak, double? Correlation)
{
    public static LoudnessView Of(SoundReport sound) => new(
        sound.Channels, sound.Rate, [.. sound.Levels.Select(level => Math.Round(level, 1))], Short(sound.Momentary), Short(sound.ShortTerm), Short(sound.Integrated), Short(sound.Range), Short(sound.TruePeak), Short(sound.Correlation));

    private static double? Short(double? value) => value is { } some && double.IsFinite(some) ? Math.Round(some, 2) : null;
}

/// <summary>What is analysed with what.</summary>
internal sealed record AboutView(string Version, string Model, string Sha256, string Training, string Device, string NumberType);

/// <summary>A new stream as the API takes it: with a `uri` for picture and sound, or a `picture` and a `sound`, or one of them alone.</summary>
/// <param name="SoundOffset">Seconds by which the sound is moved against the picture.</param>
internal sealed record NewStream(string? Name, string? Uri, bool? Live, string? Picture, string? Sound, double? SoundOffset)
{
    /// <summary>As it is kept; the name is a valid one.</summary>
    public StoredStream Stored()
    {
        var settings = Settings();
        return new StoredStream(settings.Stream, settings.Uri, settings.Live, settings.Picture, settings.Sound, settings.SoundOffset);
    }

    /// <summary>As the analyzer takes it; the name is a valid one.</summary>
    public StreamSettings Settings() => new(new StreamId(Name!), Given(Uri), Live, null)
    {
        Picture = Given(Picture),
        Sound = Given(Sound),
        SoundOffset = SoundOffset is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, -1e6, 1e6)) : null,
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
