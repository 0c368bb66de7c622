using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Windowing;

namespace DeepAvFusion.Media.Tests.Windowing;

public sealed class SlidingWindowerSpecs : IDisposable
{
    private static readonly StreamId Stream = new("cam");

    private readonly long _leases = LeaseCount.Outstanding;

    public static WindowSettings Settings { get; } = new()
    {
        Duration = TimeSpan.FromSeconds(3),
        Step = TimeSpan.FromSeconds(1),
        Jitter = TimeSpan.FromMilliseconds(20),
        Patience = TimeSpan.FromSeconds(1),
        MaxGap = TimeSpan.FromSeconds(10),
        PictureReach = TimeSpan.FromSeconds(5),
    };

    public void Dispose() => Assert.Equal(_leases, LeaseCount.Outstanding);

    [Fact]
    public void Emits_one_window_per_step_once_it_is_complete()
    {
        var windower = New();
        var windows = new List<AvWindow>();
        foreach (var frame in Frames.Clip(6))
        {
            var time = frame is SoundFrame sound ? sound.End : frame.Time;
            foreach (var window in windower.Push(frame))
            {
                Assert.Equal(window.End.Seconds, time.Seconds, 3);
                windows.Add(window);
            }
        }
        windows.AddRange(windower.Flush());
        Assert.Equal([0.0, 1, 2, 3], windows.Select(w => w.Start.Seconds));
        Assert.Equal([0L, 1, 2, 3], windows.Select(w => w.Index));
        Assert.All(windows, w => Assert.True(w is { HasSound: true, IsTail: false } && w.Gap == TimeSpan.Zero && w.Covered == w.Duration));
        DisposeAll(windows);
    }

    [Fact]
    public void Gives_each_window_its_own_samples_to_the_sample()
    {
        foreach (var window in Run(Frames.Clip(5)))
        {
            var first = window.Start.ToSample(AudioClock.Rate);
            for (var i = 0; i < window.Samples.Length; i++)
                Assert.Equal((first + i) % 1000 / 1000f, window.Samples.Span[i]);
            window.Dispose();
        }
    }

    [Fact]
    public void Picks_the_picture_nearest_the_centre()
    {
        foreach (var window in Run(Frames.Clip(5, rate: 7)))
        {
            Assert.True((window.Picture!.Time - window.Centre).Duration() <= TimeSpan.FromSeconds(0.5 / 7 + 1e-6));
            window.Dispose();
        }
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(5, 0)]
    [InlineData(5, 10)]
    [InlineData(30, 60)]
    public void Takes_the_last_picture_where_pictures_are_rare(int every, int late)
    {
        var windower = New();
        var windows = new List<AvWindow>();
        for (var i = 0; i < 50 * (4 * every + late); i++)
        {
            windows.AddRange(windower.Push(Frames.Sound(i / 50.0)));
            if (i % 50 == 0 && i / 50 >= late && (i / 50 - late) % every == 0)
                windows.AddRange(windower.Push(Frames.Picture(i / 50 - late)));
        }
        var second = windows.FindIndex(window => window.Picture?.Time.Seconds >= every);
        Assert.True(second > 0);
        Assert.All(windows.Skip(second), window => Assert.NotNull(window.Picture));
        Assert.All(windows.Where(window => window.Picture is not null), window => Assert.InRange((window.Centre - window.Picture!.Time).TotalSeconds, -2, late + every + 1));
        DisposeAll(windows);
        windower.Dispose();
    }

    [Theory]
    [InlineData(true, 1, 20)]
    [InlineData(false, 1, 5)]
    [InlineData(true, 2, 5)]
    public void Only_the_single_picture_of_a_recording_stands_for_all_of_it(bool keepsStill, int pictures, int until)
    {
        var windows = Run(Frames.Clip(20).Without(frame => frame is PictureFrame && frame.Time.Seconds > 0.11 * (pictures - 1)), new SlidingWindower(Stream, RunId.Next(), Settings, true, true) { KeepsStill = keepsStill });
        Assert.Equal(windows.Select(window => window.Centre.Seconds <= until + 0.11), windows.Select(window => window.Picture is not null));
        DisposeAll(windows);
    }

    [Fact]
    public void A_picture_that_stopped_coming_does_not_stand_for_long()
    {
        var windows = Run(Frames.Clip(20).Without(frame => frame is PictureFrame && frame.Time.Seconds > 5));
        Assert.Equal(windows.Select(window => window.Centre.Seconds <= 10), windows.Select(window => window.Picture is not null));
        DisposeAll(windows);
    }

    [Fact]
    public void Flushes_the_tail_with_silence_behind_it()
    {
        var windows = Run(Frames.Clip(4.5));
        Assert.Equal([0.0, 1, 2], windows.Select(w => w.Start.Seconds));
        var tail = windows[^1];
        Assert.True(tail.IsTail);
        Assert.Equal(2.5, tail.Covered.TotalSeconds, 3);
        Assert.Equal(TimeSpan.Zero, tail.Gap);
        Assert.All(tail.Samples.Span[(int)(2.5 * 16000)..].ToArray(), s => Assert.Equal(0, s));
        DisposeAll(windows);
    }

    [Fact]
    public void Makes_one_window_of_media_shorter_than_a_window()
    {
        var window = Assert.Single(Run(Frames.Clip(0.7)));
        Assert.True(window is { IsTail: true, HasSound: true, Picture: not null });
        Assert.Equal(0.7, window.Covered.TotalSeconds, 2);
        window.Dispose();
    }

    [Fact]
    public void Fills_a_hole_in_the_sound_with_silence_and_counts_it()
    {
        var frames = Frames.Clip(6).Without(f => f is SoundFrame && f.Time.Seconds is >= 1.5 and < 2.0);
        var windows = Run(frames);
        Assert.Equal([0.5, 0.5, 0.0, 0.0], windows.Select(w => Math.Round(w.Gap.TotalSeconds, 3)));
        Assert.All(windows[0].Samples.Span[24000..32000].ToArray(), s => Assert.Equal(0, s));
        Assert.Equal(32001 % 1000 / 1000f, windows[0].Samples.Span[32001]);
        DisposeAll(windows);
    }

    [Fact]
    public void Counts_a_missing_beginning_of_the_sound_as_a_gap()
    {
        var windows = Run(Frames.Clip(4).Without(f => f is SoundFrame && f.Time.Seconds < 1));
        Assert.Equal([1.0, 0.0], windows.Select(w => Math.Round(w.Gap.TotalSeconds, 3)));
        DisposeAll(windows);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Follows_the_one_side_a_source_has(bool sound, bool picture)
    {
        using var windower = New(picture, sound);
        var windows = Run(Frames.Clip(5, sound: sound, picture: picture), windower);
        Assert.Equal([0.0, 1, 2], windows.Select(w => w.Start.Seconds));
        Assert.All(windows, w => Assert.True(w.HasSound == sound && w.Picture is not null == picture && w.Gap == TimeSpan.Zero));
        DisposeAll(windows);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Goes_on_with_one_side_when_the_other_stalls(bool soundStalls)
    {
        var frames = Frames.Clip(30).Without(f => f is SoundFrame == soundStalls && f.Time.Seconds >= 4);
        var windows = Run(frames);
        Assert.Equal(28, windows.Count);
        Assert.Equal(soundStalls ? false : true, windows[20].HasSound);
        Assert.Equal(soundStalls, windows[20].Picture is not null);
        Assert.Equal(soundStalls ? 3 : 0, windows[20].Gap.TotalSeconds);
        DisposeAll(windows);
    }

    [Fact]
    public void Takes_up_sound_that_comes_back_at_its_own_time()
    {
        var windows = Run(Frames.Clip(40).Without(f => f is SoundFrame && f.Time.Seconds is >= 4 and < 30));
        var back = windows.Single(w => w.Start.Seconds == 31);
        Assert.Equal(31L * 16000 % 1000 / 1000f, back.Samples.Span[0]);
        Assert.Equal(TimeSpan.Zero, back.Gap);
        DisposeAll(windows);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-50)]
    public void Starts_afresh_when_the_clock_jumps(double jump)
    {
        using var windower = New();
        var windows = Run(Frames.Clip(4.5, from: 100).Concat(Frames.Clip(4.5, from: 104.5 + jump)), windower);
        Assert.Equal(1, windower.Discontinuities);
        Assert.Equal([100.0, 101, 102, 104.5 + jump, 105.5 + jump, 106.5 + jump], windows.Select(w => w.Start.Seconds));
        Assert.Equal([false, false, true, false, false, true], windows.Select(w => w.IsTail));
        Assert.Equal([0L, 1, 2, 3, 4, 5], windows.Select(w => w.Index));
        DisposeAll(windows);
    }

    [Fact]
    public void Drops_what_is_left_of_the_stretch_before_a_jump()
    {
        using var windower = New();
        var late = Frames.Clip(0.2, sound: false, from: 4.4);
        var windows = Run(Frames.Clip(4.5).Concat(Frames.Clip(0.1, picture: false, from: 1000)).Concat(late).Concat(Frames.Clip(4, from: 1000.1)), windower);
        Assert.Equal(1, windower.Discontinuities);
        Assert.Equal([0.0, 1, 2, 1000, 1001, 1002], windows.Select(w => Math.Round(w.Start.Seconds, 3)));
        DisposeAll(windows);
    }

    [Fact]
    public void Holds_nothing_after_it_is_disposed()
    {
        var windower = New();
        foreach (var frame in Frames.Clip(2.5))
            Assert.Empty(windower.Push(frame));
        windower.Dispose();
        Assert.Equal(_leases, LeaseCount.Outstanding);
    }

    [Fact]
    public void Holds_no_more_than_a_window_needs_however_long_it_runs()
    {
        using var windower = New();
        var most = 0L;
        foreach (var frame in Frames.Clip(120, rate: 25))
        {
            DisposeAll(windower.Push(frame));
            most = Math.Max(most, LeaseCount.Outstanding - _leases);
        }
        Assert.InRange(most, 1, 25 * 4);
        DisposeAll(windower.Flush());
    }

    private static SlidingWindower New(bool picture = true, bool sound = true) => new(Stream, RunId.Next(), Settings, picture, sound);

    private static List<AvWindow> Run(IEnumerable<AvFrame> frames, SlidingWindower? windower = null)
    {
        windower ??= New();
        var windows = frames.SelectMany(windower.Push).ToList();
        windows.AddRange(windower.Flush());
        return windows;
    }

    private static void DisposeAll(IEnumerable<AvWindow> windows)
    {
        foreach (var window in windows)
            window.Dispose();
    }
}
