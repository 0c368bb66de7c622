using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Sources;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources;

public sealed class MediaSourceFileSpecs(Clips clips) : IClassFixture<Clips>, IDisposable
{
    private readonly long _leases = LeaseCount.Outstanding;

    public void Dispose() => Assert.Equal(_leases, LeaseCount.Outstanding);

    [Fact]
    public async Task Delivers_pictures_sound_and_previews_on_one_clock()
    {
        var read = await ReadAll(clips.Both(), Settings with { Preview = new PreviewSettings(5, 90, 5) });
        var pictures = read.Frames.OfType<PictureFrame>().ToList();
        var sounds = read.Frames.OfType<SoundFrame>().ToList();
        var previews = read.Frames.OfType<PreviewFrame>().ToList();
        Assert.True(read.Format is { HasPicture: true, HasSound: true, HasPreview: true, Width: 86, Height: 64, Remark: "" });
        Assert.Equal("h264 320x240 at 25/s, aac 48000 Hz mono, 00:00:04", read.Format.ToString());
        Assert.Equal(40, pictures.Count);
        Assert.Equal(20, previews.Count);
        Assert.All(pictures, p => Assert.Equal(86 * 64 * 3, p.Rgb.Length));
        Assert.All(previews, p => Assert.True(p.Jpeg.Span[0] == 0xFF && p.Jpeg.Span[1] == 0xD8));
        Assert.Equal(0, pictures[0].Time.Seconds);
        Assert.All(pictures, p => Assert.Equal(Math.Round(p.Time.Seconds * 25), p.Time.Seconds * 25, 3));
        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.InRange((pair.Second.Time - pair.First.Time).TotalSeconds, 0.079, 0.121));
        Assert.All(sounds.Zip(sounds.Skip(1)), pair => Assert.Equal(pair.First.End.Seconds, pair.Second.Time.Seconds, 3));
        Assert.InRange(sounds[^1].End.Seconds, 3.95, 4.1);
        Assert.Empty(read.Counters.Lost);
        Give(read);
    }

    [Theory]
    [InlineData("tone.wav", 8000, 2)]
    [InlineData("surround.wav", 48000, 6)]
    [InlineData("fast.wav", 96000, 1)]
    public async Task Brings_any_sound_to_16_kHz_mono(string name, int rate, int channels)
    {
        var path = clips.Make(name, "-f", "lavfi", "-i", $"sine=f=1000:r={rate}:d=2", "-ac", $"{channels}");
        var read = await ReadAll(path);
        Assert.True(read.Format is { HasPicture: false, HasSound: true, Width: 0 });
        Assert.Contains("no picture", read.Format.ToString());
        var samples = Samples(read.Frames);
        Assert.InRange(samples.Length, 31900, 32100);
        var crossings = Enumerable.Range(1, samples.Length - 1).Count(i => samples[i - 1] < 0 && samples[i] >= 0);
        Assert.InRange(crossings, 1985, 2005);
        Give(read);
    }

    [Theory]
    [InlineData("odd.mkv", "321x241", 86, 64)]
    [InlineData("wide.mkv", "2000x40", 256, 64)]
    [InlineData("tall.mkv", "90x160", 64, 114)]
    public async Task Scales_any_size_to_the_short_side(string name, string size, int width, int height)
    {
        var read = await ReadAll(clips.Make(name, "-f", "lavfi", "-i", $"testsrc2=s={size}:r=10:d=1", "-c:v", "ffv1"));
        Assert.True(read.Format is { HasPicture: true, HasSound: false });
        Assert.Equal((width, height), (read.Format.Width, read.Format.Height));
        Assert.Equal(10, read.Frames.Count);
        Give(read);
    }

    [Fact]
    public async Task Keeps_the_times_of_a_variable_frame_rate()
    {
        var path = clips.Make("vfr.mkv", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=4,select='not(between(t,1,2.95))'", "-vsync", "vfr", "-c:v", "ffv1");
        var read = await ReadAll(path);
        var times = read.Frames.Select(f => Math.Round(f.Time.Seconds, 2)).ToList();
        Assert.Equal(20, times.Count);
        Assert.Equal([0.8, 0.9, 3.0, 3.1], times[8..12]);
        Give(read);
    }

    [Fact]
    public async Task Leaves_a_hole_in_the_sound_a_hole()
    {
        var path = clips.Make("hole.mkv", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=5", "-f", "lavfi", "-i", "sine=r=16000:d=5",
            "-af", "aselect='not(between(t,2,2.9))'", "-c:v", "ffv1", "-c:a", "pcm_s16le");
        var read = await ReadAll(path);
        var sounds = read.Frames.OfType<SoundFrame>().ToList();
        var holes = sounds.Zip(sounds.Skip(1)).Select(pair => (pair.Second.Time - pair.First.End).TotalSeconds).Where(gap => gap > 0.02);
        Assert.InRange(Assert.Single(holes), 0.85, 1.0);
        Assert.InRange(sounds[^1].End.Seconds, 4.9, 5.1);
        Give(read);
    }

    [Fact]
    public async Task Waits_for_sound_that_begins_late()
    {
        var path = clips.Make("late.mkv", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=22", "-itsoffset", "20", "-f", "lavfi", "-i", "sine=r=16000:d=2",
            "-c:v", "ffv1", "-c:a", "pcm_s16le");
        var read = await ReadAll(path);
        Assert.Equal(220, read.Frames.OfType<PictureFrame>().Count());
        Assert.InRange(read.Frames.OfType<SoundFrame>().First().Time.Seconds, 19.9, 20.1);
        Give(read);
    }

    [Fact]
    public async Task Does_without_sound_that_never_comes()
    {
        // A sound stream that is announced and holds nothing, in a clip longer than FFmpeg will wait.
        var path = clips.Make("silent.mkv", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=90", "-f", "lavfi", "-i", "sine=r=16000:d=90",
            "-af", "aselect='lt(t,0)'", "-c:v", "mpeg4", "-c:a", "pcm_s16le");
        var read = await ReadAll(path);
        Assert.Equal(900, read.Frames.Count);
        Assert.True(read.Format is { HasPicture: true, HasSound: false });
        Assert.Contains("does not come", read.Format.ToString());
        Give(read);
    }

    [Fact]
    public async Task Does_without_sound_of_which_not_even_the_format_is_known()
    {
        var path = clips.Make("mute.ts", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=3", "-f", "lavfi", "-i", "sine=r=16000:d=3",
            "-af", "aselect='lt(t,0)'", "-c:v", "mpeg2video", "-c:a", "aac");
        var read = await ReadAll(path);
        Assert.Equal(30, read.Frames.Count);
        Assert.Contains("does not come", read.Format.ToString());
        Give(read);
    }

    [Fact]
    public async Task Waits_for_a_slow_reader_of_a_file_and_loses_nothing()
    {
        await using var source = await Open(clips.Both(12, name: "long.mp4"), Settings with { Queue = TimeSpan.FromSeconds(1) });
        var pictures = 0;
        await foreach (var frame in source.ReadAsync(CancellationToken.None))
        {
            frame.Dispose();
            if (frame is PictureFrame && ++pictures % 40 == 0)
                await Task.Delay(50);       // slower than FFmpeg
        }
        Assert.Equal(120, pictures);
        Assert.Empty(source.Counters.Lost);
    }

    [Fact]
    public async Task Follows_a_clock_that_restarts()
    {
        var part = clips.Both(3, name: "part.ts");
        File.WriteAllBytes(clips["twice.ts"], [.. File.ReadAllBytes(part), .. File.ReadAllBytes(part)]);
        var read = await ReadAll(clips["twice.ts"]);
        Assert.Equal(1, read.Counters.Discontinuities);
        var pictures = read.Frames.OfType<PictureFrame>().ToList();
        var sounds = read.Frames.OfType<SoundFrame>().ToList();
        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.InRange((pair.Second.Time - pair.First.Time).TotalSeconds, 0.01, 0.3));
        Assert.All(sounds.Zip(sounds.Skip(1)), pair => Assert.InRange((pair.Second.Time - pair.First.End).TotalSeconds, -0.05, 0.15));
        Assert.InRange(pictures[^1].Time.Seconds, 5.7, 6.2);
        Assert.InRange(sounds[^1].End.Seconds, 5.7, 6.3);
        Give(read);
    }

    [Fact]
    public async Task Follows_a_change_of_picture_size_and_of_sound()
    {
        var read = await ReadAll(clips.Changing(clocks: false));
        Assert.Equal(0, read.Counters.Discontinuities);
        var pictures = read.Frames.OfType<PictureFrame>().ToList();
        Assert.InRange(pictures.Count, 56, 62);
        Assert.All(pictures, p => Assert.Equal(86 * 64 * 3, p.Rgb.Length));
        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.InRange((pair.Second.Time - pair.First.Time).TotalSeconds, 0.01, 0.4));
        Assert.InRange(Samples(read.Frames).Length / 16000.0, 5.6, 6.2);
        Give(read);
    }

    [Fact]
    public async Task Follows_a_change_of_picture_and_sound_and_clock_together()
    {
        var read = await ReadAll(clips.Changing(clocks: true));
        Assert.Equal(2, read.Counters.Discontinuities);
        var pictures = read.Frames.OfType<PictureFrame>().ToList();
        Assert.InRange(pictures.Count, 58, 64);
        Assert.All(pictures, p => Assert.Equal(86 * 64 * 3, p.Rgb.Length));
        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.InRange((pair.Second.Time - pair.First.Time).TotalSeconds, 0.01, 0.4));
        Assert.InRange(Samples(read.Frames).Length / 16000.0, 5.8, 6.2);
        Give(read);
    }

    [Theory]
    [InlineData("6", 0)]
    [InlineData("0", 1)]
    public async Task Follows_a_change_of_codecs_at_its_place(string offset, int leaps)
    {
        string[] first = ["-f", "lavfi", "-i", "color=red:s=320x240:r=25:d=6", "-f", "lavfi", "-i", "sine=f=440:r=48000:d=6", "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-c:a", "aac"];
        string[] second = ["-f", "lavfi", "-i", "color=blue:s=480x360:r=25:d=6", "-f", "lavfi", "-i", "sine=f=880:r=44100:d=6", "-c:v", "mpeg2video", "-c:a", "mp2", "-ac", "2", "-output_ts_offset", offset];
        var path = clips[$"codecs{offset}.ts"];
        File.WriteAllBytes(path, [.. File.ReadAllBytes(clips.Make("first.ts", first)), .. File.ReadAllBytes(clips.Make($"second{offset}.ts", second))]);
        await using var source = await Open(path);
        var remarks = new List<string>();
        source.Remarked += remarks.Add;
        var frames = new List<AvFrame>();
        await foreach (var frame in source.ReadAsync(CancellationToken.None))
            frames.Add(frame);
        var pictures = frames.OfType<PictureFrame>().ToList();
        Assert.Equal(leaps, source.Counters.Discontinuities);
        Assert.InRange(pictures.Count, 118, 122);
        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.InRange((pair.Second.Time - pair.First.Time).TotalSeconds, 0.01, 0.2));
        var change = Assert.Single(pictures.Zip(pictures.Skip(1)), pair => IsRed(pair.First) != IsRed(pair.Second)).Second.Time;
        Assert.Equal(6, change.Seconds, tolerance: 0.1);
        Assert.InRange(Samples(frames).Length / 16000.0, 11.9, 12.2);
        Assert.Contains("mpeg2video 480x360", Assert.Single(remarks), StringComparison.Ordinal);
        Give(frames);

        static bool IsRed(PictureFrame picture) => picture.Rgb.Span[0] > 128;
    }

    [Fact]
    public async Task Takes_a_side_that_joins_in_a_new_table_from_its_place_to_its_end()
    {
        // FFmpeg searches the first 5 MB and looks at the end of a file for its length: what is there in between alone it never gets to know
        string[] seen = ["-f", "lavfi", "-i", "testsrc2=s=64x64:r=25", "-c:v", "mpeg2video", "-muxrate", "6M"];
        var mute = clips.Make("unheard.ts", [.. seen, "-t", "10"]);
        var both = clips.Make("joined.ts", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=5", "-f", "lavfi", "-i", "sine=r=16000:d=5", "-c:v", "mpeg2video", "-c:a", "mp2", "-output_ts_offset", "10");
        var muteAgain = clips.Make("unheardagain.ts", [.. seen, "-t", "4", "-output_ts_offset", "15"]);
        File.WriteAllBytes(clips["joins.ts"], [.. new[] { mute, both, muteAgain }.SelectMany(File.ReadAllBytes)]);
        var read = await ReadAll(clips["joins.ts"]);
        Assert.True(read.Format.HasSound);
        Assert.InRange(read.Frames.OfType<PictureFrame>().Count(), 186, 191);
        var sounds = read.Frames.OfType<SoundFrame>().ToList();
        Assert.InRange(sounds[0].Time.Seconds, 9.9, 10.1);
        Assert.InRange(sounds[^1].End.Seconds, 14.8, 15.2);
        Give(read);
    }

    [Fact]
    public async Task Takes_sound_that_begins_after_more_than_FFmpeg_keeps()
    {
        var path = clips.Make("later.mkv", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=75", "-itsoffset", "66.05", "-f", "lavfi", "-i", "sine=r=16000:d=8", "-c:v", "mpeg4", "-c:a", "pcm_s16le");
        var read = await ReadAll(path);
        Assert.True(read.Format.HasSound);
        var pictures = read.Frames.OfType<PictureFrame>().ToList();
        Assert.Equal(750, pictures.Count);
        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.Equal(0.1, (pair.Second.Time - pair.First.Time).TotalSeconds, tolerance: 0.01));
        Assert.Equal(66.05, read.Frames.OfType<SoundFrame>().First().Time.Seconds, tolerance: 0.02);
        Assert.Equal(8, Samples(read.Frames).Length / 16000.0, tolerance: 0.05);
        Give(read);
    }

    [Fact]
    public async Task Takes_a_picture_that_begins_after_more_than_FFmpeg_keeps()
    {
        var path = clips.Make("seenlater.mkv", "-itsoffset", "70.05", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=8", "-f", "lavfi", "-i", "sine=r=48000:d=78", "-c:v", "mpeg4", "-c:a", "aac");
        var read = await ReadAll(path);
        Assert.Contains("its picture begins after 70", read.Format.ToString(), StringComparison.Ordinal);
        var pictures = read.Frames.OfType<PictureFrame>().ToList();
        Assert.Equal(80, pictures.Count);
        Assert.Equal(70.12, pictures[0].Time.Seconds, tolerance: 0.02);       // Matroska begins at zero with the codec's run-up
        var sounds = read.Frames.OfType<SoundFrame>().ToList();
        Assert.All(sounds.Zip(sounds.Skip(1)), pair => Assert.InRange((pair.Second.Time - pair.First.End).TotalSeconds, -0.07, 0.05));
        Assert.Equal(78, sounds[^1].End.Seconds, tolerance: 0.1);
        Give(read);
    }

    [Fact]
    public async Task Reading_leaves_no_handles_and_no_processes_behind()
    {
        var path = clips.Both(1, "64x48", "small.mp4");
        await ReadAsync();
        var before = Ffmpeg.Leftovers.Count();
        for (var i = 0; i < 20; i++)
            await ReadAsync();
        var after = Ffmpeg.Leftovers.Count();
        Assert.Equal(before.Children, after.Children);
        Assert.InRange(after.Handles, 0, before.Handles + 5);

        async Task ReadAsync() => Sourcing.Give(await Sourcing.ReadAll(path));
    }
}
