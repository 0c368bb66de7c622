using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Servers;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Sources that hold more than one picture and one sound.</summary>
public sealed class StreamChoiceSpecs(Clips clips) : IClassFixture<Clips>
{
    private static readonly string[] Streams =
    [
        "-f", "lavfi", "-i", "sine=440:d=3", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=3", "-f", "lavfi", "-i", "sine=2000:d=3",
        "-map", "0", "-map", "1", "-map", "2", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac",
    ];

    private string Multiplex => clips.Make("multiplex.ts", [.. Streams, "-program", "title=radio:program_num=1:st=0", "-program", "title=tv:program_num=2:st=1:st=2", "-f", "mpegts"]);

    private string Marked => clips.Make("marked.mkv",
        [.. Streams, "-disposition:a:0", "0", "-disposition:a:1", "default", "-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=deu"]);

    [Fact]
    public async Task The_pictures_own_programme_is_heard_and_what_else_there_is_is_said()
    {
        var (format, tone) = await Hear(Multiplex);
        Assert.Equal(2000, tone);
        Assert.True(format.HasPicture);
        Assert.Contains("taken are picture 1 and sound 2; there is also sound 0 (programme 1): aac", format.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sound=0", 440, true)]
    [InlineData("picture=1,sound=2", 2000, true)]
    [InlineData("programme=1", 440, false)]
    [InlineData("programme=2", 2000, true)]
    public async Task Others_can_be_chosen(string choice, int expected, bool hasPicture)
    {
        var (format, tone) = await Hear(Multiplex, choice);
        Assert.Equal((expected, hasPicture), (tone, format.HasPicture));
    }

    [Theory]
    [InlineData("", 2000)]
    [InlineData("sound=eng", 440)]
    [InlineData("sound=DEU", 2000)]
    public async Task The_sound_that_is_marked_as_default_comes_before_the_first(string choice, int expected) => Assert.Equal(expected, (await Hear(Marked, choice)).Tone);

    [Fact]
    public async Task A_playlists_default_rendition_is_heard()
    {
        var list = clips.Make("s%v.m3u8", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=3", "-f", "lavfi", "-i", "sine=440:d=3", "-f", "lavfi", "-i", "sine=2000:d=3",
            "-map", "0", "-map", "1", "-map", "2", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-f", "hls", "-hls_playlist_type", "vod",
            "-master_pl_name", "master.m3u8", "-var_stream_map", "a:0,agroup:x,language:eng a:1,agroup:x,default:yes,language:deu v:0,agroup:x");
        await using var server = new WebServer(Path.GetDirectoryName(list)!);
        Assert.Equal(2000, (await Hear($"http://127.0.0.1:{server.Port}/master.m3u8")).Tone);
        Assert.Equal(440, (await Hear($"http://127.0.0.1:{server.Port}/master.m3u8", "sound=eng")).Tone);
    }

    [Theory]
    [InlineData("sound=7")]
    [InlineData("sound=fra")]
    [InlineData("picture=0")]
    [InlineData("programme=3")]
    public async Task What_is_not_there_is_told_with_what_is(string choice)
    {
        var error = await Fails(Multiplex, Settings with { Choice = StreamChoice.Parse(choice) });
        Assert.Equal(SourceFailure.NoStreams, error.Failure);
        Assert.Contains("picture 1 (programme 2): h264 64x64", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sound")]
    [InlineData("picture=first")]
    [InlineData("video=1")]
    public void What_chooses_nothing_is_refused(string choice) => Assert.Contains("chooses no stream", Assert.Throws<SourceException>(() => StreamChoice.Parse(choice)).Message, StringComparison.Ordinal);

    private static async Task<(MediaFormat Format, int Tone)> Hear(string source, string choice = "")
    {
        var read = await ReadAll(source, Settings with { Choice = StreamChoice.Parse(choice) });
        var sound = Samples(read.Frames);
        Give(read);
        return (read.Format, Energy(sound, 440) > Energy(sound, 2000) ? 440 : 2000);
    }

    private static double Energy(float[] sound, double frequency)
    {
        double re = 0, im = 0;
        for (var i = AudioClock.Rate; i < 2 * AudioClock.Rate; i++)
        {
            re += sound[i] * Math.Cos(2 * Math.PI * frequency * i / AudioClock.Rate);
            im += sound[i] * Math.Sin(2 * Math.PI * frequency * i / AudioClock.Rate);
        }
        return (re * re) + (im * im);
    }
}
