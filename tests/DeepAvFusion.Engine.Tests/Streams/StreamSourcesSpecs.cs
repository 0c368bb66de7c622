using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Engine.Tests.Streams;

/// <summary>How a stream's sources are named in the settings.</summary>
public sealed class StreamSourcesSpecs
{
    [Fact]
    public void A_source_for_each_side_with_an_offset_between_them()
    {
        var stream = Read("""door { picture = "rtsp://u:secret@cam/eye", sound = "device:audio=pulse:mic", sound-offset = -250ms }""");
        var sources = StreamSources.Of(stream, SourcePolicy.Open);
        Assert.Equal("picture rtsp://***@cam/eye, sound device:audio=pulse:mic", sources.ToString());
        Assert.Equal(TimeSpan.FromMilliseconds(-250), sources.SoundOffset);
        Assert.True(sources is { IsLive: true, IsRemote: false, Name: "cam" });
    }

    [Theory]
    [InlineData("""door { uri = "a.mp4" }""", "a.mp4")]
    [InlineData("""door { picture = "a.mp4" }""", "picture ")]
    [InlineData("""door { sound = "a.mp4" }""", "sound ")]
    public void One_source_for_both_or_for_one_side_alone(string text, string display) =>
        Assert.Contains(display, StreamSources.Of(Read(text), SourcePolicy.Open).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("door { }", "davf.streams.door names no source")]
    [InlineData("""door { uri = "a.mp4", picture = "b.mp4" }""", "davf.streams.door has a uri, which is the source of picture and sound")]
    [InlineData("""door { uri = "a.mp4", sound-offset = 1s }""", "davf.streams.door has a sound-offset, which moves the sound")]
    [InlineData("""door { sound = "a.mp4", sound-offset = 1s }""", "davf.streams.door has a sound-offset, which moves the sound")]
    [InlineData("""door { picture = "a.mp4", sound = "b.mp4", sound-offset = 1 minute }""", "davf.streams.door has a sound-offset of 60 s; it must lie between -20 s and 20 s")]
    [InlineData("""door { picture = "a.mp4", sound = "b.mp4", sound-offset = 300 }""", "davf.streams.door.sound-offset is '300'; it must be a duration, such as 300ms or -300ms")]
    public void Keys_that_contradict_each_other_are_named(string text, string problem)
    {
        var report = new SettingsReport();
        Read(text, report);
        var (key, what) = Assert.Single(report.Problems);
        Assert.StartsWith(problem, $"{key} {what}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_side_that_a_device_does_not_have_is_refused()
    {
        var stream = new StreamSettings(new StreamId("door"), null, null, null);
        Assert.Contains("which is sound alone", Refusal(stream with { Picture = "device:audio=pulse:mic" }), StringComparison.Ordinal);
        Assert.Contains("which is a picture alone", Refusal(stream with { Sound = "device:video=/dev/video0" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp://cam/eye", "device:audio=pulse:mic")]
    [InlineData("device:video=/dev/video0", "rtsp://cam/ear")]
    public void The_policy_holds_for_both_sides(string picture, string sound)
    {
        var policy = SourcePolicy.Open with { AllowedSchemes = ["rtsp"] };
        Assert.Contains("'device' are switched off", Refusal(new StreamSettings(new StreamId("door"), null, null, null) { Picture = picture, Sound = sound }, policy), StringComparison.Ordinal);
    }

    private static string Refusal(StreamSettings stream, SourcePolicy? policy = null) =>
        Assert.ThrowsAny<UserErrorException>(() => StreamSources.Of(stream, policy ?? SourcePolicy.Open)).Message;

    private static StreamSettings Read(string text, SettingsReport? report = null) =>
        new SettingsReader(Akka.Configuration.ConfigurationFactory.ParseString($"davf {{ streams {{ {text} }} }}"), report ?? new SettingsReport())
            .Section("davf", davf => davf.Map("streams", StreamSettings.From)).Values.Single();
}
