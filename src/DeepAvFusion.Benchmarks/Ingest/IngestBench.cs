using System.Globalization;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Benchmarks.Ingest;

/// <summary>Processor time of a source, its FFmpeg process included, beside a bare FFmpeg that decodes and scales the same.</summary>
public static class IngestBench
{
    private const double MostRatio = 1.2;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan QuickLength = TimeSpan.FromSeconds(8);

    /// <param name="source">How sources are read.</param>
    /// <exception cref="UserErrorException">The settings cannot be used, or FFmpeg is not there.</exception>
    public static async Task<BenchReport> RunAsync(BenchSettings settings, SourceSettings source, CancellationToken cancellation)
    {
        settings.Check();
        using var scratch = new Scratch();
        var (clip, length) = (scratch["clip.mp4"], settings.Quick ? QuickLength : Length);
        settings.Say("encoding a clip");
        await BareFfmpeg.EncodeClipAsync(clip, length, cancellation).ConfigureAwait(false);
        var rows = new List<BenchRow>();
        foreach (var (name, preview) in new (string, PreviewSettings?)[] { ("pictures and sound", null), ("with previews", source.Preview ?? new PreviewSettings(12, 360, 5)) })
        {
            settings.Say($"ingest: {name}");
            var read = source with { Preview = preview, LivePacing = false };
            var taken = Turns.Take(settings.TurnsOrUsual,
                () => OursAsync(clip, read, cancellation).GetAwaiter().GetResult(),
                () => BareAsync(clip, read, cancellation).GetAwaiter().GetResult());
            rows.Add(BenchRow.Of($"720p25 H.264: {name}", BenchUnit.CpuSeconds, taken[0]!, taken[1], Bar.AtMost(MostRatio)) with
            {
                Remark = string.Create(CultureInfo.InvariantCulture, $"{Spread.Of([.. taken[0]!]).Median / length.TotalSeconds:0.0 %} of a core"),
            });
        }
        return new BenchReport("ingest", string.Create(CultureInfo.InvariantCulture, $"Reading a stream (seconds of processor time for {length.TotalSeconds:0} s of media)"), "bare ffmpeg", rows,
        [
            string.Create(CultureInfo.InvariantCulture, $"Both decode 1280x720 at 25 pictures a second, scale {source.PictureRate:0.#} a second to {source.ShortSide} lines of RGB and resample the sound to {AudioClock.Rate} Hz mono; the bare one throws it away (-f null)."),
            "A share of a core holds for a stream that plays at its own pace. Ours counts this process and its FFmpeg, with frames taken out of the pipe as the analyzer does.",
        ]);
    }

    private static async Task<double> OursAsync(string clip, SourceSettings settings, CancellationToken cancellation)
    {
        var before = ProcessUse.CpuSeconds();
        var source = await MediaSource.OpenAsync(new StreamId("bench"), RunId.Next(), SourceUri.Parse(clip), settings, TimeProvider.System, cancellation).ConfigureAwait(false);
        var frames = 0;
        await using (source.ConfigureAwait(false))
        {
            await foreach (var frame in source.ReadAsync(cancellation).ConfigureAwait(false))
            {
                frames++;
                frame.Dispose();
            }
        }
        if (frames == 0)
            throw new UserErrorException("The clip gave no frames: this FFmpeg cannot read what it has written.");
        var after = ProcessUse.CpuSeconds();
        return after.Own + after.Children - before.Own - before.Children;
    }

    private static async Task<double> BareAsync(string clip, SourceSettings settings, CancellationToken cancellation)
    {
        var before = ProcessUse.CpuSeconds().Children;
        await BareFfmpeg.DecodeAsync(clip, settings, cancellation).ConfigureAwait(false);
        return ProcessUse.CpuSeconds().Children - before;
    }
}
