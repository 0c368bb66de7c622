using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Servers;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>What lies on a web server, against what runs there.</summary>
public sealed class HttpRecordingSpecs(Clips clips) : IClassFixture<Clips>
{
    [Fact]
    public async Task A_recording_with_a_hole_gives_the_same_as_from_disk()
    {
        var clip = WithHole();
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        var there = await ReadAll($"http://127.0.0.1:{server.Port}/hole.ts");
        var here = await ReadAll(clip);
        Assert.Equal(Times(here.Frames), Times(there.Frames));
        Assert.Equal(Samples(here.Frames), Samples(there.Frames));
        Give(there);
        Give(here);
    }

    [Fact]
    public async Task A_recording_that_does_not_tell_its_length_waits_for_its_reader()
    {
        var clip = clips.Make("endless.webm", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=20", "-c:v", "libvpx", "-live", "1");
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        await using var source = await Open($"http://127.0.0.1:{server.Port}/endless.webm", Settings with { Queue = TimeSpan.FromSeconds(1) });
        Assert.False(source.IsLive);
        Assert.True(source.Format.IsRecording);
        await Until(() => source.Counters.Pictures >= 10);      // more than may wait; whoever drops would drop now
        var pictures = 0;
        await foreach (var frame in source.ReadAsync(CancellationToken.None))
        {
            frame.Dispose();
            pictures++;
        }
        Assert.Equal(200, pictures);
        Assert.Empty(source.Counters.Lost);
        Assert.Null(source.Shortfall);
    }

    [Fact]
    public async Task A_recording_of_which_nobody_tells_the_length_is_known_by_its_pace()
    {
        var clip = clips.Make("endless.webm", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=20", "-c:v", "libvpx", "-live", "1");
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        var read = await ReadAll($"http://127.0.0.1:{server.Port}/unmeasured/endless.webm");
        Assert.True(read.Format.IsRecording);
        Assert.Equal(200, read.Frames.Count);
        Give(read);
    }

    [Fact]
    public async Task One_that_comes_as_it_plays_is_live()
    {
        var clip = clips.Both(8, name: "paced.ts");
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        await using var source = await Open($"http://127.0.0.1:{server.Port}/pace/8/paced.ts");
        Assert.True(source.IsLive);
        Assert.False(source.Format.IsRecording);
    }

    [Fact]
    public async Task A_server_that_hangs_up_is_told_with_what_is_missing()
    {
        var clip = clips.Make("whole.mkv", "-i", clips.Both(8), "-c", "copy");
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        await using var source = await Open($"http://127.0.0.1:{server.Port}/cut/whole.mkv");
        await Drain(source);
        Assert.Matches(@"^it broke off, at [345]\.\d of [78]\.\d s: the server sent \d+ of \d+ bytes and hung up$", source.Shortfall!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("to/")]
    [InlineData("private/")]
    public async Task A_change_of_codec_is_followed_as_in_a_file(string way)
    {
        var clip = Recoded();
        await using var server = new WebServer(Path.GetDirectoryName(clip)!) { Places = { ["recoded.ts"] = "/recoded.ts" } };
        var there = await Told($"http://{(way == "private/" ? "admin:hunter2@" : "")}127.0.0.1:{server.Port}/{way}recoded.ts");
        var here = await Told(clip);
        Assert.Equal(Times(here.Frames), Times(there.Frames));
        Assert.Equal(Samples(here.Frames), Samples(there.Frames));
        Assert.Equal(here.Format.Duration, there.Format.Duration);
        Assert.Contains(there.Remarks, remark => remark.StartsWith("what it holds changes at 12 s: ", StringComparison.Ordinal));
        Give(there.Frames);
        Give(here.Frames);
    }

    [Fact]
    public async Task One_that_the_server_sends_as_a_whole_only_is_told_with_what_is_missing()
    {
        var clip = Recoded();
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        await using var there = await Open($"http://127.0.0.1:{server.Port}/whole/recoded.ts");
        await Drain(there);
        Assert.Matches(@"^\d{3} packets of its picture from 1[12]\.\d s on could not be decoded", there.Shortfall!);
    }

    [Fact]
    public async Task A_side_that_joins_later_in_a_playlist_is_told()
    {
        var mute = clips.Make("mute.ts", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=4", "-c:v", "libx264", "-g", "25");
        clips.Make("loud.ts", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=4", "-f", "lavfi", "-i", "sine=r=48000:d=4", "-c:v", "libx264", "-g", "25", "-c:a", "aac");
        await using var server = new WebServer(Path.GetDirectoryName(mute)!)
        {
            Lists = { ["joins.m3u8"] = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n../mute.ts\n#EXT-X-DISCONTINUITY\n#EXTINF:4,\n../loud.ts\n#EXT-X-ENDLIST\n" },
        };
        await using var source = await Open($"http://127.0.0.1:{server.Port}/list/joins.m3u8");
        await Drain(source);
        Assert.StartsWith("its sound joins later and was not read; such changes are followed in MPEG-TS only", source.Shortfall!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_cut_off_is_told_and_a_whole_one_is_not()
    {
        var clip = clips.Make("whole.mkv", "-i", clips.Both(8), "-c", "copy");
        var bytes = File.ReadAllBytes(clip);
        File.WriteAllBytes(clips["half.mkv"], bytes[..(bytes.Length / 2)]);
        await using var half = await Open(clips["half.mkv"]);
        await Drain(half);
        Assert.Contains("the file is cut off", half.Shortfall!, StringComparison.Ordinal);
        await using var whole = await Open(clip);
        await Drain(whole);
        Assert.Null(whole.Shortfall);
    }

    [Fact]
    public async Task A_camera_without_timestamps_gets_the_time_of_arrival()
    {
        var picture = clips.Make("camera.jpg", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=1", "-frames:v", "1");
        await using var server = new WebServer(Path.GetDirectoryName(picture)!);
        await using var source = await Open($"http://127.0.0.1:{server.Port}/still/camera.jpg");
        Assert.True(source.IsLive);
        var times = new List<double>();
        await foreach (var frame in source.ReadAsync(CancellationToken.None))
        {
            times.Add(frame.Time.Seconds);
            frame.Dispose();
            if (times.Count == 16)
                break;
        }
        Assert.InRange(times[^1] - times[0], 2.4, 30);           // 3 s at 5 a second, 0.6 s at FFmpeg's own 25
    }

    private static async Task<(MediaFormat Format, List<AvFrame> Frames, List<string> Remarks)> Told(string address)
    {
        var remarks = new List<string>();
        await using var source = await Open(address);
        source.Remarked += remarks.Add;
        var frames = new List<AvFrame>();
        await foreach (var frame in source.ReadAsync(CancellationToken.None))
            frames.Add(frame);
        Assert.Null(source.Shortfall);
        return (source.Format, frames, remarks);
    }

    /// <summary>12 s of H.264, 6 of MPEG-2.</summary>
    private string Recoded()
    {
        string[] first = ["-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=12", "-f", "lavfi", "-i", "sine=r=48000:d=12", "-c:v", "libx264", "-g", "25", "-c:a", "mp2"];
        string[] second = ["-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=6", "-f", "lavfi", "-i", "sine=r=48000:d=6", "-c:v", "mpeg2video", "-c:a", "mp2", "-output_ts_offset", "12"];
        File.WriteAllBytes(clips["recoded.ts"], [.. File.ReadAllBytes(clips.Make("h264.ts", first)), .. File.ReadAllBytes(clips.Make("mpeg2.ts", second))]);
        return clips["recoded.ts"];
    }

    /// <summary>Three seconds, a hole of six, three more.</summary>
    private string WithHole()
    {
        var parts = Enumerable.Range(0, 2).Select(i => clips.Make($"part{i}.ts", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=10:d=3", "-f", "lavfi", "-i", "sine=r=48000:d=3",
            "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-output_ts_offset", $"{9 * i}"));
        File.WriteAllBytes(clips["hole.ts"], [.. parts.SelectMany(File.ReadAllBytes)]);
        return clips["hole.ts"];
    }

    private static List<(string, MediaTime)> Times(IEnumerable<AvFrame> frames) => [.. frames.Select(frame => (frame.GetType().Name, frame.Time)).OrderBy(pair => pair.Name).ThenBy(pair => pair.Time)];
}
