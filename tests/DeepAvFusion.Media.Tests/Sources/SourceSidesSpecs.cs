using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Servers;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Sources of which one side alone is wanted.</summary>
public sealed class SourceSidesSpecs(Clips clips) : IClassFixture<Clips>
{
    private static readonly SourceSettings Seen = Sourcing.Settings with { Sides = SourceSides.Picture };
    private static readonly SourceSettings Heard = Sourcing.Settings with { Sides = SourceSides.Sound };

    [Fact]
    public async Task Of_a_clip_with_both_only_the_wanted_side_is_read_and_nothing_is_said_of_the_other()
    {
        foreach (var (settings, wanted) in new[] { (Seen, typeof(PictureFrame)), (Heard, typeof(SoundFrame)) })
        {
            var read = await Sourcing.ReadAll(clips.Both(), settings);
            Assert.NotEmpty(read.Frames);
            Assert.All(read.Frames, frame => Assert.IsType(wanted, frame));
            Assert.Equal((settings == Seen, settings == Heard), (read.Format.HasPicture, read.Format.HasSound));
            Assert.Equal("", read.Format.Remark);
            Sourcing.Give(read);
        }
    }

    [Fact]
    public async Task A_side_that_is_wanted_and_not_there_is_named()
    {
        var silent = clips.Make("silent.mp4", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=10:d=1", "-c:v", "mpeg4");
        var dark = clips.Make("dark.wav", "-f", "lavfi", "-i", "sine=d=1");
        Assert.Contains("there is no sound inside", (await Sourcing.Fails(silent, Heard)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no picture inside", (await Sourcing.Fails(dark, Seen)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_holds_for_the_wanted_side_alone()
    {
        var two = clips.Make("two.mkv", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=10:d=2", "-f", "lavfi", "-i", "sine=f=440:d=2", "-f", "lavfi", "-i", "sine=f=880:d=2:r=22050",
            "-map", "0", "-map", "1", "-map", "2", "-c:v", "mpeg4", "-c:a", "flac");
        foreach (var (settings, picture, sound) in new[] { (Seen, "mpeg4", ""), (Heard, "", "22050") })
        {
            var read = await Sourcing.ReadAll(two, settings with { Choice = StreamChoice.Parse("picture=0,sound=2") });
            Sourcing.Give(read);
            Assert.StartsWith(picture, read.Format.PictureSource, StringComparison.Ordinal);
            Assert.Contains(sound, read.Format.SoundSource, StringComparison.Ordinal);
        }
    }

    [NeedsFact("rtsp")]
    public async Task A_camera_sends_only_what_is_wanted()
    {
        using var server = await RtspServer.StartAsync();
        foreach (var settings in new[] { Seen, Heard })
        {
            await using var source = await Sourcing.Open($"rtsp://127.0.0.1:{server.Port}/both", settings);
            Assert.Equal((settings == Seen, settings == Heard), (source.Format.HasPicture, source.Format.HasSound));
            Assert.False(source.SoundStalled || source.PictureStalled);
        }
    }

    [Fact]
    public void Of_devices_only_those_that_are_wanted_are_opened()
    {
        var devices = SourceUri.Parse("device:video=/dev/video0,audio=pulse:mic");
        Assert.Equal((true, false), Opened(SourceSides.Picture));
        Assert.Equal((false, true), Opened(SourceSides.Sound));
        Assert.Equal((true, true), Opened(SourceSides.Both));

        (bool Video, bool Audio) Opened(SourceSides sides)
        {
            var arguments = FfmpegArguments.Of(devices, new FfmpegInput("", ""), Sourcing.Settings with { Sides = sides }, SourceWay.First(sides), isLive: true, DateTimeOffset.UnixEpoch).Arguments;
            return (arguments.Contains("/dev/video0"), arguments.Contains("mic"));
        }
    }
}
