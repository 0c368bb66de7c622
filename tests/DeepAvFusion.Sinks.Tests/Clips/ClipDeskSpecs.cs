using System.Diagnostics;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Media.Packets;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Sinks.Clips;
using DeepAvFusion.Store.Clips;
using Microsoft.Extensions.Logging.Abstractions;

namespace DeepAvFusion.Sinks.Tests.Clips;

/// <summary>Clips of what real FFmpeg reads at a live source's pace.</summary>
public sealed class ClipDeskSpecs : IDisposable
{
    private static readonly StreamId Door = new("door");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-desk-");

    [Fact]
    public async Task What_a_browser_plays_is_cut_as_it_came_and_all_of_the_stretch_is_in_it()
    {
        var clip = await CutAsync(sides: [(Film("h264.ts", "-c:v", "libx264", "-bf", "2", "-g", "12", "-pix_fmt", "yuv420p", "-c:a", "aac"), SourceSides.Both)]);
        Assert.Equal(("", true, true), (clip.Encoded, clip.HasPicture, clip.HasSound));
        Assert.Equal(["h264", "aac"], Codecs(clip));
        Assert.InRange(Seconds(clip), 1.9, 4);
        var (pictures, _) = Clip.Video(Path(clip));
        Assert.InRange(pictures, 45, 100);
    }

    [Fact]
    public async Task What_no_browser_plays_is_encoded_anew_and_said()
    {
        var clip = await CutAsync(sides: [(Film("old.ts", "-c:v", "mpeg2video", "-g", "12", "-c:a", "mp2"), SourceSides.Both)]);
        Assert.Equal("the picture (mpeg2video yuv420p), the sound (mp2)", clip.Encoded);
        Assert.Equal(["h264", "aac"], Codecs(clip));
        Assert.InRange(Seconds(clip), 1.9, 4);
    }

    [Fact]
    public async Task Picture_and_sound_of_two_sources_lie_in_one_clip()
    {
        var picture = Film("picture.ts", "-an", "-c:v", "libx264", "-g", "12", "-pix_fmt", "yuv420p");
        var sound = Film("sound.ts", "-vn", "-c:a", "aac");
        var clip = await CutAsync(sides: [(picture, SourceSides.Picture), (sound, SourceSides.Sound)]);
        Assert.Equal(["h264", "aac"], Codecs(clip));
    }

    [Fact]
    public async Task A_source_of_sound_alone_gives_a_clip_of_sound()
    {
        var clip = await CutAsync(sides: [(Film("alone.ts", "-vn", "-c:a", "aac"), SourceSides.Both)]);
        Assert.Equal((false, true), (clip.HasPicture, clip.HasSound));
        Assert.InRange(Seconds(clip), 1.9, 4);
    }

    [Fact]
    public async Task Where_there_is_no_room_there_is_no_clip_and_nothing_is_left_behind()
    {
        Assert.Null(await TryCutAsync(limit: 4096, [(Film("full.ts", "-c:v", "libx264", "-g", "12", "-pix_fmt", "yuv420p", "-c:a", "aac"), SourceSides.Both)]));
        Assert.Empty(_folder.GetFiles("*.nut", SearchOption.AllDirectories));
        Assert.Empty(_folder.GetFiles("*.mp4", SearchOption.AllDirectories));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<StoredClip> CutAsync((string File, SourceSides Sides)[] sides) => await TryCutAsync(1 << 30, sides) ?? throw new InvalidOperationException("There is no clip.");

    /// <summary>Two seconds that begin a second ago, when three seconds have come.</summary>
    private async Task<StoredClip?> TryCutAsync(long limit, (string File, SourceSides Sides)[] sides)
    {
        var settings = new ClipSettings(
            true, System.IO.Path.Combine(_folder.FullName, "clips"), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), 8 << 20, [], [], 0,
            new ClipRetention(TimeSpan.Zero, limit, 1, new Dictionary<string, TimeSpan>()));
        var vault = new ClipVault(settings, TimeProvider.System, NullLogger<ClipVault>.Instance);
        vault.Open();
        var shelf = new PacketShelf(settings.Reach, settings.Buffer, TimeProvider.System);
        using var desk = new ClipDesk(settings, vault, shelf, null, TimeProvider.System, NullLogger<ClipDesk>.Instance);
        await desk.StartAsync(default);
        var loaded = SettingsLoader.Load([], ["davf.source.live-pacing=true"]);
        var source = new SettingsReader(loaded.Config.GetConfig("davf"), new SettingsReport()).Section("source", SourceSettings.From) with { Packets = shelf };
        var sources = await Task.WhenAll(sides.Select(side =>
            MediaSource.OpenAsync(Door, RunId.Next(), SourceUri.Parse(side.File), source with { Sides = side.Sides }, TimeProvider.System, default)));
        using var end = new CancellationTokenSource();
        var reading = sources.Select(one => Task.Run(async () =>
        {
            await foreach (var frame in one.ReadAsync(end.Token))
                frame.Dispose();
        })).ToArray();
        await UntilAsync(() => shelf.Of(Door, picture: sides[0].Sides != SourceSides.Sound && shelf.Of(Door, picture: true).Count > 0).Any(ring => ring.Oldest < DateTimeOffset.UtcNow.AddSeconds(-3)));
        var now = DateTimeOffset.UtcNow;
        var take = desk.Cut(Door, now.AddSeconds(-1), now.AddSeconds(1), "request", "alert-1")!;
        await UntilAsync(() => vault.Find(take.Id) is not null || (take.IsOver && limit < 1 << 20));
        await end.CancelAsync();
        foreach (var one in sources)
            await one.DisposeAsync();
        await ((Task)Task.WhenAll(reading)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await desk.StopAsync(default);
        if (vault.Find(take.Id) is not { } clip)
            return null;
        Assert.Equal("alert-1", clip.Subject);
        Assert.True(clip.StartAt <= now.AddSeconds(-1).ToUnixTimeMilliseconds() + 100 || !clip.HasPicture, "it begins in time");
        return clip;
    }

    private string Film(string name, params string[] codecs)
    {
        var path = System.IO.Path.Combine(_folder.FullName, name);
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg",
            ["-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25", "-f", "lavfi", "-i", "sine=f=440:r=48000", "-t", "40", .. codecs, path]))!;
        ffmpeg.WaitForExit();
        Assert.Equal(0, ffmpeg.ExitCode);
        return path;
    }

    private string Path(StoredClip clip) => System.IO.Path.Combine(_folder.FullName, "clips", clip.Stream, clip.Id, ClipVault.Video);

    private string[] Codecs(StoredClip clip) => Ffprobe("-show_entries", "stream=codec_name", Path(clip));

    private double Seconds(StoredClip clip) => double.Parse(Ffprobe("-show_entries", "format=duration", Path(clip))[0], System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Ffprobe(params string[] arguments)
    {
        using var ffprobe = Process.Start(new ProcessStartInfo("ffprobe", ["-v", "error", "-of", "default=noprint_wrappers=1:nokey=1", .. arguments]) { RedirectStandardOutput = true })!;
        var text = ffprobe.StandardOutput.ReadToEnd();
        ffprobe.WaitForExit();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var limit = DateTime.UtcNow.AddMinutes(1); !condition(); await Task.Delay(50))
            Assert.True(DateTime.UtcNow < limit, "It did not come to pass.");
    }
}
