using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Tests.Sources;
using DeepAvFusion.Media.Windowing;

namespace DeepAvFusion.Media.Tests.Windowing;

/// <summary>A clip that is black and still but for a white flash with a beep every two seconds, through real FFmpeg.</summary>
public sealed class FlashAndBeepSpecs(Clips clips) : IClassFixture<Clips>, IDisposable
{
    private const double Every = 2;

    private readonly long _leases = LeaseCount.Outstanding;

    public void Dispose() => Assert.Equal(_leases, LeaseCount.Outstanding);

    [Theory]
    [InlineData("flash.mkv", "ffv1", "pcm_s16le", "16000", 0.0001)]
    [InlineData("flash.mp4", "libx264", "aac", "48000", 0.003)]
    [InlineData("flash.ts", "libx264", "aac", "44100", 0.003)]
    [InlineData("flash.webm", "libvpx", "libopus", "48000", 0.008)]     // whole milliseconds, and Opus's run-up of 6.5 ms
    public async Task Picture_and_sound_of_one_window_agree(string name, string picture, string sound, string rate, double precision)
    {
        var path = clips.Make(name,
            "-f", "lavfi", "-i", $"color=black:s=64x48:r=25:d=9,drawbox=color=white:t=fill:enable='lt(mod(t,{Every}),0.2)*gte(t,1)'",
            "-f", "lavfi", "-i", $"aevalsrc='if(lt(mod(t,{Every}),0.2)*gte(t,1),0.5*sin(2*PI*1000*t),0)':s={rate}:d=9",
            "-c:v", picture, "-pix_fmt", "yuv420p", "-g", "25", "-c:a", sound);
        // A window every 0.2 s, so that centres fall on flashes; every picture is taken.
        var settings = SlidingWindowerSpecs.Settings with { Step = TimeSpan.FromSeconds(0.2) };
        var read = await Sourcing.ReadAll(path, Sourcing.Settings with { PictureRate = 25 });
        var firstFlash = read.Frames.OfType<PictureFrame>().First(frame => frame.Rgb.Span[0] > 128).Time.Seconds;
        Assert.InRange(firstFlash, Every - 0.001, Every + 0.05);
        using var windower = new SlidingWindower(Sourcing.Stream, RunId.Next(), settings, read.Format);
        var windows = read.Frames.SelectMany(windower.Push).ToList();
        windows.AddRange(windower.Flush());
        Assert.InRange(windows.Count, 30, 33);
        var (flashes, beeps) = (0, 0);
        foreach (var window in windows.Where(w => !w.IsTail))
        {
            Assert.InRange((window.Picture!.Time - window.Centre).Duration().TotalSeconds, 0, 0.0201);
            Assert.Equal(TimeSpan.Zero, window.Gap);
            var isWhite = window.Picture.Rgb.Span[0] > 128;
            // Sound and flash begin and end together: away from both edges by a frame, what is seen is what is heard.
            var phase = Math.IEEERemainder(window.Picture.Time.Seconds - firstFlash - 0.1, Every);
            Assert.Equal(Math.Abs(phase) < 0.1 - 0.001, isWhite);
            if (Math.Abs(Math.Abs(phase) - 0.1) > 0.041)
                Assert.Equal(isWhite, Loud(window, window.Picture.Time, 0.001));
            flashes += isWhite ? 1 : 0;
            foreach (var onset in Onsets(window))
            {
                beeps++;
                var error = Math.IEEERemainder(onset - firstFlash, Every);
                Assert.InRange(Math.Abs(error), 0, precision);
            }
        }
        Assert.True(flashes >= 3);
        Assert.True(beeps >= 30);
        foreach (var window in windows)
            window.Dispose();
    }

    private static bool Loud(AvWindow window, MediaTime at, double reach)
    {
        var from = (int)Math.Max(0, new MediaTime(at - window.Start - TimeSpan.FromSeconds(reach)).ToSample(AudioClock.Rate));
        var to = (int)Math.Min(window.Samples.Length, new MediaTime(at - window.Start + TimeSpan.FromSeconds(reach)).ToSample(AudioClock.Rate) + 16);
        return from < to && window.Samples.Span[from..to].ContainsAnyExceptInRange(-0.2f, 0.2f);
    }

    /// <summary>Media times, in seconds, at which a beep begins after at least 0.1 s of silence.</summary>
    private static List<double> Onsets(AvWindow window)
    {
        var onsets = new List<double>();
        var silent = 0;
        for (var i = 0; i < window.Samples.Length; i++)
        {
            if (Math.Abs(window.Samples.Span[i]) < 0.1f)
            {
                silent++;
                continue;
            }
            if (silent > 1600)
                onsets.Add(window.Start.Seconds + ((i - 1) / (double)AudioClock.Rate));
            silent = 0;
        }
        return onsets;
    }
}
