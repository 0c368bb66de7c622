using System.Diagnostics;
using System.Globalization;
using DeepAvFusion.Core;
using Xunit.Abstractions;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>What reading a source costs beside FFmpeg alone doing the same decoding and scaling. Processor time, so that a busy machine matters little.</summary>
[Trait("Suite", "long")]
public sealed class IngestCostSpecs(Clips clips, ITestOutputHelper output) : IClassFixture<Clips>
{
    private const double Bar = 1.2;

    [Fact]
    public async Task Costs_at_most_a_fifth_more_than_bare_FFmpeg()
    {
        // A noisy picture, as cameras have it: 4 s of it three times over.
        var part = clips.Make("part.mp4", "-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25,noise=alls=12:allf=t", "-f", "lavfi", "-i", "sine=r=48000", "-t", "4",
            "-c:v", "libx264", "-preset", "superfast", "-crf", "27", "-pix_fmt", "yuv420p", "-g", "50", "-c:a", "aac");
        var clip = clips.Make("hd.mp4", "-stream_loop", "2", "-i", part, "-c", "copy");
        var settings = Settings with { ShortSide = 256 };
        var (bare, ingest, own) = (double.MaxValue, double.MaxValue, 0.0);
        // The best of some each, taken in turns; a machine that is busy otherwise needs more of them.
        for (var round = 0; round < 2 || (round < 6 && ingest > Bar * bare); round++)
        {
            var before = Cost();
            Clips.Run("-threads", "1", "-filter_threads", "1", "-i", clip, "-map", "0:v", "-map", "0:a",
                "-vf", "select='isnan(prev_selected_t)+not(eq(floor(t*10),floor(prev_selected_t*10)))',scale=w=-2:h=256:flags=bilinear,format=rgb24", "-fps_mode", "passthrough",
                "-af", "aresample=16000,aformat=sample_fmts=flt:channel_layouts=mono", "-f", "null", "-");
            var between = Cost();
            var pictures = 0;
            await using (var source = await Open(clip, settings))
                await foreach (var frame in source.ReadAsync(CancellationToken.None))
                {
                    pictures += frame is PictureFrame ? 1 : 0;
                    frame.Dispose();
                }
            var after = Cost();
            Assert.InRange(pictures, 116, 124);
            bare = Math.Min(bare, between.Children - before.Children);
            if (after.Children + after.Own - between.Children - between.Own < ingest)
                (ingest, own) = (after.Children + after.Own - between.Children - between.Own, after.Own - between.Own);
        }
        output.WriteLine(FormattableString.Invariant($"bare FFmpeg {bare:0.00} s, ingest {ingest:0.00} s of which {own:0.00} s in this process: {ingest / bare:0.00} times"));
        Assert.InRange(ingest / bare, 0, Bar);
    }

    /// <summary>Processor seconds of this process and of its ended children so far.</summary>
    private static (double Own, double Children) Cost()
    {
        using var self = Process.GetCurrentProcess();
        var fields = File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ');
        return (self.TotalProcessorTime.TotalSeconds, (double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture)) / 100);
    }
}
