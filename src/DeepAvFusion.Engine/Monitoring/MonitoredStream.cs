using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Monitoring;
using DeepAvFusion.Sinks;

namespace DeepAvFusion.Engine.Monitoring;

/// <summary>A stream's monitor, from run to run: what it finds goes to the status board, the metrics and the sinks. Thread-safe.</summary>
internal sealed class MonitoredStream
{
    // numbers of faults, apart from those of a run's events
    private const long FirstNumber = 1_000_000_000;

    // of a fault that goes on: what a killed process leaves behind is known to this
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly StreamId _stream;
    private readonly StatusBoard _board;
    private readonly SinkFan _sinks;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<FaultKind, long> _numbers = [];
    private RunId _run;
    private long _next = FirstNumber;
    private DateTimeOffset _toldAt;
    private MediaTime? _last;

    public MonitoredStream(StreamId stream, MonitoringSettings settings, StatusBoard board, SinkFan sinks, TimeProvider time)
    {
        (_stream, _board, _sinks, _time) = (stream, board, sinks, time);
        Monitor = new StreamMonitor(settings, settings.Masks.GetValueOrDefault(stream.Value, []), time, Change);
    }

    public StreamMonitor Monitor { get; }

    public void Begin(RunId run)
    {
        Monitor.Over();
        lock (_lock)
            (_run, _next, _last) = (run, FirstNumber, null);
    }

    /// <summary>Shows what is measured, with each window.</summary>
    public void Show(AvAnalysis analysis, TimeSpan? soundIsEarly)
    {
        var length = _last is { } last && analysis.End > last ? analysis.End - last : TimeSpan.Zero;
        _last = analysis.End;
        if (soundIsEarly is { } early)
            Monitor.Offset(early, length);
        var report = Monitor.Report;
        _board.Change(_stream, status => status with { Sound = report.Sound });
        MonitoringMetrics.Show(_stream, report);
        if (_time.GetUtcNow() - _toldAt < Every)
            return;
        _toldAt = _time.GetUtcNow();
        foreach (var fault in report.Faults)
            Tell(fault, isOver: false);
    }

    public void Over() => Monitor.Over();

    private void Change(Fault fault, bool isSet)
    {
        lock (_lock)
        {
            if (isSet)
                _numbers[fault.Kind] = _next++;
        }
        if (_board.Find(_stream) is null)
            return;
        var faults = Monitor.Faults;
        _board.Change(_stream, status => status with { Faults = faults });
        MonitoringMetrics.Change(_stream, fault.Kind, isSet);
        Tell(fault, isOver: !isSet);
    }

    private void Tell(Fault fault, bool isOver)
    {
        long number;
        lock (_lock)
        {
            if (!_numbers.TryGetValue(fault.Kind, out number))
                return;
        }
        var level = Monitor.Report.Sound?.Levels.Max() ?? SoundLevel.Floor;
        _ = _sinks.BringAsync(new FaultItem(_stream, _run, number, SettingsReader.Dashed(fault.Kind.ToString()), fault.Since, _time.GetUtcNow(), isOver, Math.Max(level, SoundLevel.Floor)), CancellationToken.None).AsTask();
    }
}
