using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Servers;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Live sources whose sides come later or become something else.</summary>
public sealed class ChangingSourceSpecs(Clips clips) : IClassFixture<Clips>
{
    private static readonly string[] Sound = ["-f", "lavfi", "-i", "sine=r=48000:d=8", "-c:a", "aac"];

    [Fact]
    public async Task A_sound_that_joins_later_asks_for_the_source_to_be_opened_anew() => Assert.Equal("its sound has begun", await ChangeOf(
        Part("mute", 0, 8, "libx264", []), Part("loud", 8, 8, "libx264", Sound)));

    [Fact]
    public async Task A_picture_whose_codec_changes_asks_for_the_source_to_be_opened_anew() => Assert.StartsWith("its picture cannot be decoded any more", await ChangeOf(
        Part("first", 0, 8, "libx264", []), Part("second", 8, 8, "mpeg2video", [])), StringComparison.Ordinal);

    [Fact]
    public async Task One_that_stays_what_it_is_goes_on() => Assert.Null(await ChangeOf(Part("one", 0, 4, "libx264", []), Part("two", 4, 4, "libx264", [])));

    [Theory]
    [InlineData("sound", "256")]
    [InlineData("picture", "300")]
    public async Task A_source_that_begins_anew_each_time_is_searched_until_what_joins_later_is_there(string side, string first)
    {
        var mute = side == "sound" ? Part("quiet", 0, 8, "libx264", []) : (clips.Make("blind.ts", [.. Sound, "-streamid", $"0:{first}"]), 8);
        await using var server = new WebServer(Path.GetDirectoryName(clips["any"])!);
        var address = Played(server, mute, (clips.Make($"{side}-joins.ts", [
            "-f", "lavfi", "-i", "testsrc2=s=160x120:r=10:d=8", .. Sound, "-c:v", "libx264", "-g", "10", "-streamid", "0:256", "-streamid", "1:300", "-output_ts_offset", "8"]), 8));
        var memory = new SourceMemory();
        await using (var source = await OpenKnowing(memory, address))
        {
            await Drain(source);
            Assert.Equal($"its {side} has begun", source.OpenAnew);
        }
        await using var again = await OpenKnowing(memory, address);
        Assert.True(again.Format is { HasPicture: true, HasSound: true });
        var begins = new Dictionary<Type, double>();
        await foreach (var frame in again.ReadAsync(CancellationToken.None))
        {
            begins.TryAdd(frame.GetType(), frame.Time.Seconds);
            frame.Dispose();
        }
        Assert.InRange(side == "sound" ? begins[typeof(SoundFrame)] - begins[typeof(PictureFrame)] : begins[typeof(PictureFrame)] - begins[typeof(SoundFrame)], 4, 9);
        Assert.Null(again.OpenAnew);
    }

    [Fact]
    public async Task A_source_is_not_opened_twice_for_the_same_change_where_that_does_not_help()
    {
        await using var server = new WebServer(Path.GetDirectoryName(clips["any"])!);
        var address = Played(server, Part("before", 0, 8, "libx264", Sound), Part("after", 8, 8, "mpeg2video", Sound));
        var memory = new SourceMemory();
        await using (var source = await OpenKnowing(memory, address))
        {
            await Drain(source);
            Assert.StartsWith("its picture cannot be decoded any more", source.OpenAnew, StringComparison.Ordinal);
        }
        await using var again = await OpenKnowing(memory, address);
        var said = new List<string>();
        again.Remarked += said.Add;
        await Drain(again);
        Assert.Null(again.OpenAnew);
        Assert.Contains(said, remark => remark.EndsWith("it was opened anew for that before, which did not help, so it goes on as it is", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_that_is_too_large_is_told_as_such()
    {
        var clip = clips.Make("large.mkv", ["-f", "lavfi", "-i", "color=s=16384x8192:r=1:d=2", .. Sound, "-c:v", "mjpeg", "-pix_fmt", "yuvj420p"]);
        await using var source = await Open(clip);
        Assert.Contains("its picture is too large to be decoded", source.Format.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Plays parts one after another as a camera does, and tells why the source has to be opened anew.</summary>
    private async Task<string?> ChangeOf(params (string File, int Seconds)[] parts)
    {
        await using var server = new WebServer(Path.GetDirectoryName(clips["any"])!);
        await using var source = await Open(Played(server, parts));
        await Drain(source);
        return source.OpenAnew;
    }

    /// <summary>Address where parts are played one after another, from the first with every connection.</summary>
    private string Played(WebServer server, params (string File, int Seconds)[] parts)
    {
        var name = $"{string.Concat(parts.Select(part => Path.GetFileNameWithoutExtension(part.File)))}.ts";
        File.WriteAllBytes(clips[name], [.. parts.SelectMany(part => File.ReadAllBytes(part.File))]);
        return $"http://127.0.0.1:{server.Port}/pace/{parts.Sum(part => part.Seconds)}/{name}";
    }

    private static Task<MediaSource> OpenKnowing(SourceMemory memory, string address) =>
        MediaSource.OpenAsync(Sourcing.Stream, RunId.Next(), SourceUri.Parse(address), Settings with { Queue = TimeSpan.FromSeconds(30) }, memory, TimeProvider.System, CancellationToken.None);

    private (string File, int Seconds) Part(string name, int from, int seconds, string codec, string[] sound) => (clips.Make($"{name}.ts", [
        "-f", "lavfi", "-i", $"testsrc2=s=160x120:r=10:d={seconds}", .. sound, "-c:v", codec, "-g", "10", "-output_ts_offset", $"{from}"]), seconds);
}
