using System.Diagnostics;
using System.Net.Sockets;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Sources;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources;

public sealed class BadInputSpecs(Clips clips) : IClassFixture<Clips>, IDisposable
{
    private static readonly byte[] StartOfFrame = [0xFF, 0xC0, 0x00, 0x11, 0x08];

    private readonly long _leases = LeaseCount.Outstanding;

    public void Dispose() => Assert.Equal(_leases, LeaseCount.Outstanding);

    [Fact]
    public async Task Names_a_missing_file()
    {
        var error = await Fails(clips["none.mp4"]);
        Assert.Equal(SourceFailure.NotFound, error.Failure);
        Assert.Contains("none.mp4", error.Message);
    }

    [Theory]
    [InlineData("device:video=/dev/video987")]
    [InlineData("device:audio=alsa:nobody")]
    [InlineData("device:video=/dev/video987,audio=alsa:nobody")]
    public async Task Names_a_missing_device(string device) => Assert.Equal(SourceFailure.NotFound, (await Fails(device)).Failure);

    [Fact]
    public async Task Plays_a_file_behind_links()
    {
        File.CreateSymbolicLink(clips["second.mp4"], File.CreateSymbolicLink(clips["first.mp4"], clips.Both()).FullName);
        Give(await ReadAll(clips["second.mp4"]));
    }

    [Fact]
    public async Task Refuses_a_folder() => Assert.Equal(SourceFailure.NotMedia, (await Fails(Path.GetDirectoryName(clips["x"])!)).Failure);

    [Theory]
    [InlineData("pipe")]
    [InlineData("link to a pipe")]
    [InlineData("socket")]
    [InlineData("/dev/zero")]
    public async Task Refuses_what_is_no_regular_file_without_opening_it(string kind)
    {
        var path = kind[0] == '/' ? kind : clips[$"special {kind}.mp4"];
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        if (kind == "socket")
            socket.Bind(new UnixDomainSocketEndPoint(path));
        else if (kind == "pipe")
            MakePipe(path);
        else if (kind[0] == 'l')
            File.CreateSymbolicLink(path, MakePipe(clips["linked.mp4"]));
        Assert.Equal(SourceFailure.NotMedia, (await Fails(path).WaitAsync(Patience)).Failure);
    }

    [Theory]
    [InlineData("empty.mp4", "")]
    [InlineData("note.txt", "There is nothing to see in here, and nothing to hear.\n")]
    [InlineData("note.mp4", "There is nothing to see in here, and nothing to hear.\n")]
    public async Task Refuses_what_is_no_media(string name, string text)
    {
        File.WriteAllText(clips[name], text);
        Assert.Equal(name == "note.mp4" ? SourceFailure.Corrupt : SourceFailure.NotMedia, (await Fails(clips[name])).Failure);
    }

    [Theory]
    [InlineData("still.png")]
    [InlineData("still.jpg")]
    public async Task Refuses_a_still_image(string name)
    {
        var error = await Fails(clips.Make(name, "-f", "lavfi", "-i", "testsrc2=s=64x64:d=1", "-frames:v", "1"));
        Assert.Equal(SourceFailure.StillImage, error.Failure);
    }

    [Fact]
    public async Task Refuses_sound_without_a_sample()
    {
        var path = clips.Make("nothing.wav", "-f", "lavfi", "-i", "sine=d=1", "-af", "aselect='lt(t,0)'");
        Assert.Equal(SourceFailure.NoStreams, (await Fails(path)).Failure);
    }

    [Fact]
    public async Task Refuses_subtitles_alone()
    {
        File.WriteAllText(clips["text.srt"], "1\n00:00:00,000 --> 00:00:01,000\nHello\n\n");
        Assert.Equal(SourceFailure.NoStreams, (await Fails(clips["text.srt"])).Failure);
    }

    [Fact]
    public async Task Says_that_a_clip_is_cut_off_when_its_index_is_missing()
    {
        var whole = File.ReadAllBytes(clips.Both());
        File.WriteAllBytes(clips["cut.mp4"], whole[..(whole.Length / 2)]);
        Assert.Equal(SourceFailure.Corrupt, (await Fails(clips["cut.mp4"])).Failure);
    }

    [Fact]
    public async Task Plays_what_is_there_of_a_clip_that_is_cut_off()
    {
        var whole = File.ReadAllBytes(clips.Make("whole.mkv", "-i", clips.Both(), "-c", "copy"));
        File.WriteAllBytes(clips["cut.mkv"], whole[..(whole.Length / 2)]);
        var read = await ReadAll(clips["cut.mkv"]);
        Assert.InRange(read.Frames.OfType<PictureFrame>().Count(), 10, 30);
        Give(read);
    }

    [Fact]
    public async Task Survives_damage_in_the_middle_and_counts_it()
    {
        var bytes = File.ReadAllBytes(clips.Both(8, name: "damaged.ts"));
        new Random(3).NextBytes(bytes.AsSpan(bytes.Length / 3, bytes.Length / 6));
        File.WriteAllBytes(clips["damaged2.ts"], bytes);
        var read = await ReadAll(clips["damaged2.ts"]);
        Assert.True(read.Counters.DecodeErrors > 0);
        Assert.InRange(read.Frames.OfType<PictureFrame>().Count(), 40, 85);
        Assert.InRange(read.Frames.Max(f => f.Time.Seconds), 7, 9);
        Give(read);
    }

    [Fact]
    public async Task Decodes_no_picture_that_is_made_to_exhaust_memory()
    {
        // A small clip whose pictures claim to be 30000 pixels wide and high.
        var bytes = File.ReadAllBytes(clips.Make("small.avi", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=5:d=1", "-c:v", "mjpeg"));
        for (var at = bytes.AsSpan().IndexOf(StartOfFrame); at >= 0;)
        {
            new byte[] { 0x75, 0x30, 0x75, 0x30 }.CopyTo(bytes, at + 5);
            var next = bytes.AsSpan(at + 5).IndexOf(StartOfFrame);
            at = next < 0 ? -1 : at + 5 + next;
        }
        File.WriteAllBytes(clips["huge.avi"], bytes);
        await Fails(clips["huge.avi"]);
    }

    [Fact]
    public async Task Opens_no_other_file_for_a_playlist_that_a_network_could_have_sent()
    {
        File.WriteAllText(clips["list.m3u8"], "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n");
        Assert.NotEqual(SourceFailure.Unreachable, (await Fails(clips["list.m3u8"])).Failure);
    }

    [Fact]
    public async Task Says_so_when_FFmpeg_is_killed_in_the_middle()
    {
        await using var source = await Open(clips.Both(20, name: "killed.mp4"), Settings with { LivePacing = true });
        var error = await Assert.ThrowsAsync<SourceException>(async () =>
        {
            var seen = 0;
            await foreach (var frame in source.ReadAsync(CancellationToken.None))
            {
                frame.Dispose();
                if (++seen == 5)
                    Process.GetProcessById(source.ProcessId).Kill();
            }
        });
        Assert.Equal(SourceFailure.Interrupted, error.Failure);
        Assert.Contains("signal 9", error.Message);
    }

    [Fact]
    public async Task Leaves_no_process_behind()
    {
        var source = await Open(clips.Both(20, name: "left.mp4"), Settings with { LivePacing = true });
        var process = source.ProcessId;
        Assert.True(IsRunning(process));
        await source.DisposeAsync();
        Assert.False(IsRunning(process));
        await source.DisposeAsync();
    }

    private static string MakePipe(string path)
    {
        using var make = Process.Start("mkfifo", [path]);
        make.WaitForExit();
        return path;
    }
}
