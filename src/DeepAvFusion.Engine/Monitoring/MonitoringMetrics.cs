using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Monitoring;
using Prometheus;

namespace DeepAvFusion.Engine.Monitoring;

/// <summary>What monitoring measures and finds, per configured stream.</summary>
internal static class MonitoringMetrics
{
    private static readonly Gauge Fault = Metrics.CreateGauge("davf_monitoring_fault", "1 while something is wrong with a stream's picture or sound.", "stream", "fault");

    private static readonly Counter Faults = Metrics.CreateCounter("davf_monitoring_faults_total", "How often it came to be.", "stream", "fault");

    private static readonly Gauge Loudness = Metrics.CreateGauge("davf_monitoring_loudness_lufs", "Loudness of a stream's sound: momentary, short-term, integrated over the run.", "stream", "over");

    private static readonly Gauge Range = Metrics.CreateGauge("davf_monitoring_loudness_range_lu", "Loudness range of the run.", "stream");

    private static readonly Gauge TruePeak = Metrics.CreateGauge("davf_monitoring_true_peak_dbtp", "Highest true peak of the run.", "stream");

    private static readonly Gauge Level = Metrics.CreateGauge("davf_monitoring_level_dbfs", "RMS level of a channel over the latest second; -200 for nothing.", "stream", "channel");

    public static void Change(StreamId stream, FaultKind kind, bool isSet)
    {
        Fault.WithLabels(stream.Value, Word(kind)).Set(isSet ? 1 : 0);
        if (isSet)
            Faults.WithLabels(stream.Value, Word(kind)).Inc();
    }

    public static void Show(StreamId stream, MonitorReport report)
    {
        if (report.Sound is not { } sound)
            return;
        foreach (var (over, units) in new[] { ("momentary", sound.Momentary), ("short-term", sound.ShortTerm), ("integrated", sound.Integrated) })
        {
            if (units is { } lufs && double.IsFinite(lufs))
                Loudness.WithLabels(stream.Value, over).Set(lufs);
        }
        if (sound.Range is { } range)
            Range.WithLabels(stream.Value).Set(range);
        if (sound.TruePeak is { } peak)
            TruePeak.WithLabels(stream.Value).Set(peak);
        for (var channel = 0; channel < sound.Channels; channel++)
            Level.WithLabels(stream.Value, (channel + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)).Set(sound.Levels[channel]);
    }

    /// <summary>A removed stream leaves no series.</summary>
    public static void Forget(StreamId stream)
    {
        SourceSeries.Remove(Faults, stream);
        foreach (var gauge in new[] { Fault, Loudness, Range, TruePeak, Level })
            SourceSeries.Remove(gauge, stream);
    }

    private static string Word(FaultKind kind) => SettingsReader.Dashed(kind.ToString());
}
