using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>When a source is opened anew, and when that is left.</summary>
public sealed class SourceMemorySpecs
{
    private static readonly MediaFormat Mute = new()
    {
        HasPicture = true,
        HasSound = false,
        HasPreview = false,
        Width = 64,
        Height = 64,
        Duration = null,
        Container = "mpegts",
        PictureSource = "h264",
        SoundSource = "",
        Remark = "",
    };

    private readonly SourceMemory _memory = new();

    [Fact]
    public void Each_reason_is_followed_once() => Assert.True(_memory.IsToBeOpenedFor(Joined(at: 8)) && _memory.IsToBeOpenedFor(Undecodable(at: 3)) && _memory.IsToBeOpenedFor(Joined(at: 8)));

    [Fact]
    public void A_source_that_has_begun_anew_without_its_sound_is_searched_longer_once()
    {
        Assert.True(_memory.IsToBeOpenedFor(Joined(at: 8)));
        Assert.True(_memory.IsToBeSearchedLonger(TimeSpan.FromSeconds(1.4), Mute));
        Assert.Equal(TimeSpan.FromSeconds(11), _memory.Search);
        Assert.False(_memory.IsToBeSearchedLonger(TimeSpan.FromSeconds(1.4), Mute));
        Assert.Equal(TimeSpan.Zero, _memory.Search);
        Assert.False(_memory.IsToBeOpenedFor(Joined(at: 8)));
        Assert.False(_memory.IsToBeSearchedLonger(TimeSpan.FromSeconds(1.4), Mute));
    }

    [Fact]
    public void One_that_goes_on_where_it_was_is_not()
    {
        Assert.True(_memory.IsToBeOpenedFor(Joined(at: 8)));
        Assert.False(_memory.IsToBeSearchedLonger(TimeSpan.FromSeconds(10), Mute));
        Assert.False(_memory.IsToBeSearchedLonger(null, Mute));
    }

    [Fact]
    public void One_that_no_longer_begins_anew_is_opened_as_usual_again()
    {
        Assert.True(_memory.IsToBeOpenedFor(Joined(at: 8)));
        Assert.True(_memory.IsToBeSearchedLonger(TimeSpan.FromSeconds(1.4), Mute));
        Assert.False(_memory.IsToBeSearchedLonger(TimeSpan.FromSeconds(1.4), Mute with { HasSound = true }));
        Assert.NotEqual(TimeSpan.Zero, _memory.Search);
        Assert.False(_memory.IsToBeSearchedLonger(TimeSpan.FromSeconds(700), Mute with { HasSound = true }));
        Assert.Equal(TimeSpan.Zero, _memory.Search);
    }

    [Fact]
    public void The_same_again_is_followed_when_there_was_a_gain_between()
    {
        Assert.True(_memory.IsToBeOpenedFor(Undecodable(at: 40)));
        Assert.True(_memory.IsToBeOpenedFor(Undecodable(at: 90) with { Start = TimeSpan.FromSeconds(41), HasGained = true }));
        Assert.False(_memory.IsToBeOpenedFor(Undecodable(at: 3) with { Start = TimeSpan.FromSeconds(132) }));
    }

    [Fact]
    public void The_same_at_the_same_place_of_the_same_media_is_not()
    {
        Assert.True(_memory.IsToBeOpenedFor(Undecodable(at: 40)));
        Assert.False(_memory.IsToBeOpenedFor(Undecodable(at: 42) with { HasGained = true }));
    }

    private static SourceChange Joined(double at) => new("its sound has begun", SourcePart.Sound) { Start = TimeSpan.FromSeconds(1.4), At = TimeSpan.FromSeconds(at) };

    private static SourceChange Undecodable(double at) => new("its picture cannot be decoded any more", null) { Start = TimeSpan.FromSeconds(1.4), At = TimeSpan.FromSeconds(at) };
}
