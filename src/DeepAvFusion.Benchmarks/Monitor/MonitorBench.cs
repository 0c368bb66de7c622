using System.Globalization;
using DeepAvFusion.Benchmarks.Ingest;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Monitoring;

namespace DeepAvFusion.Benchmarks.Monitor;

/// <summary>What monitoring a stream costs: processor time of reading a clip with it, less that without, FFmpeg included.</summary>
public static class MonitorBench
{
    private const double MostShare = 0.03;
    private const int UsualTurns = 5;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan QuickLength = TimeSpan.FromSeconds(20);

    /// <param name="source">How sources are read.</param>
    /// <exception cref="UserErrorException">The settings cannot be used, or FFmpeg is not there.</exception>
    public static async Task<BenchReport> RunAsync(BenchSettings settings, SourceSettings source, MonitoringSettings monitoring, CancellationToken cancellation)
    {
        settings.Check();
        using var scratch = new Scratch();
        var (clip, length) = (scratch["clip.mp4"], settings.Quick ? QuickLength : Length);
        settings.Say("encoding a clip");
        await BareFfmpeg.EncodeClipAsync(clip, length, cancellation, BareFfmpeg.StereoSound).ConfigureAwait(false);
        settings.Say("monitoring");
        var read = source with { Preview = null, LivePacing = false };
        var shares = new List<double>();
        var alone = new List<double>();
        for (var turn = 0; turn < Math.Max(settings.TurnsOrUsual, UsualTurns); turn++)
        {
            var without = await ReadAsync(clip, read, null, cancellation).ConfigureAwait(false);
            var with = await ReadAsync(clip, read, new StreamMonitor(monitoring, [], TimeProvider.System, (_, _) => { }), cancellation).ConfigureAwait(false);
            shares.Add(Math.Max(0, with - without) / length.TotalSeconds);
            alone.Add(without / length.TotalSeconds);
        }
        return new BenchReport("monitor", string.Create(CultureInfo.InvariantCulture, $"Monitoring a stream (share of a core, of {length.TotalSeconds:0} s of media)"), "-",
        [
            BenchRow.Of("720p25 H.264, stereo at 48 kHz: monitoring", BenchUnit.Share, shares, null) with { Bar = Bar.AtMost(MostShare), Compares = false },
            BenchRow.Of("reading it without monitoring", BenchUnit.Share, alone, null),
        ],
        ["Processor time of this process and its FFmpeg while a clip is read with monitoring, less that of the turn before without; the sound goes a second way out of FFmpeg, of all channels at its own rate."]);
    }

    private static async Task<double> ReadAsync(string clip, SourceSettings settings, StreamMonitor? monitor, CancellationToken cancellation)
    {
        var before = ProcessUse.CpuSeconds();
        var source = await MediaSource.OpenAsync(new StreamId("bench"), RunId.Next(), SourceUri.Parse(clip), settings with { Listener = monitor }, TimeProvider.System, cancellation).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            await foreach (var frame in source.ReadAsync(cancellation).ConfigureAwait(false))
            {
                if (frame is PictureFrame picture)
                    monitor?.See(picture);
                frame.Dispose();
            }
        }
        if (monitor is not null && monitor.Report.Sound is null)
            throw new UserErrorException("The clip's own sound was not heard: this FFmpeg cannot do what is measured.");
        var after = ProcessUse.CpuSeconds();
        return after.Own + after.Children - before.Own - before.Children;
    }
}
