using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Core.Tests;

public sealed class VocabularySpecs
{
    [Theory]
    [InlineData("door", true)]
    [InlineData("cam-2_b", true)]
    [InlineData("", false)]
    [InlineData("-door", false)]
    [InlineData("../etc", false)]
    [InlineData("Door", false)]
    public void A_stream_name_is_safe_as_label_actor_and_file_name(string name, bool valid) => Assert.Equal(valid, StreamId.IsValid(name));

    [Theory]
    [InlineData("Demo 1 (orig).mp4", "demo-1-orig-mp4")]
    [InlineData("///", "stream")]
    public void Any_text_becomes_a_stream_name(string text, string name) => Assert.Equal(name, StreamId.FromText(text).Value);

    [Fact]
    public void Samples_and_times_convert_without_drift()
    {
        foreach (var sample in new long[] { 0, 1, 48_001, 16_000L * 3600 * 24 * 30 })
            Assert.Equal(sample, MediaTime.FromSample(sample, AudioClock.Rate).ToSample(AudioClock.Rate));
    }

    [Theory]
    [InlineData("mixture")]
    [InlineData("residual")]
    [InlineData("region-12")]
    public void A_track_name_reads_back(string text)
    {
        Assert.True(TrackId.TryParse(text, out var track));
        Assert.Equal(text, track.ToString());
    }

    [Theory]
    [InlineData("region-")]
    [InlineData("region-+1")]
    [InlineData("other")]
    public void Other_track_names_are_refused(string text) => Assert.False(TrackId.TryParse(text, out _));

    [Fact]
    public void Levels_are_in_dbfs_and_digital_silence_is_the_floor()
    {
        Assert.Equal(SoundLevel.Floor, SoundLevel.Of(new float[100]).Rms);
        Assert.Equal(-6.02, SoundLevel.Of([0.5f, -0.5f]).Rms, 2);
        Assert.Equal(0, SoundLevel.Of([1f, 0f]).Peak, 6);
    }

    [Fact]
    public void A_constant_part_is_no_sound()
    {
        Assert.Equal(SoundLevel.Floor, SoundLevel.Of([.. Enumerable.Repeat(0.25f, 1000)]).Rms);
        Assert.Equal(-20, SoundLevel.Of([.. Enumerable.Range(0, 1000).Select(i => 0.5f + (i % 2 == 0 ? 0.1f : -0.1f))]).Rms, 2);
    }
}
