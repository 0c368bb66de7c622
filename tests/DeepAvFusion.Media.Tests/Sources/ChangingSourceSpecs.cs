using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Live sources whose sides come later or become something else.</summary>
public sealed class ChangingSourceSpecs(ChangingSources sources) : IClassFixture<ChangingSources>
{
    [Fact]
    public async Task A_sound_that_joins_later_asks_for_the_source_to_be_opened_anew() => Assert.Equal("its sound has begun", (await sources.SoundJoins).OpenAnew);

    [Fact]
    public async Task A_picture_whose_codec_changes_asks_for_the_source_to_be_opened_anew() =>
        Assert.StartsWith("its picture cannot be decoded any more", (await sources.CodecChanges).OpenAnew, StringComparison.Ordinal);

    [Fact]
    public async Task One_that_stays_what_it_is_goes_on() => Assert.Null((await sources.Stays).OpenAnew);

    [Theory]
    [InlineData(SourcePart.Sound)]
    [InlineData(SourcePart.Picture)]
    public async Task A_source_that_begins_anew_each_time_is_searched_until_what_joins_later_is_there(SourcePart side)
    {
        var (first, again) = await (side == SourcePart.Sound ? sources.SoundIsSearched : sources.PictureIsSearched);
        Assert.Equal($"its {side.ToString().ToLowerInvariant()} has begun", first.OpenAnew);
        Assert.True(again.Format is { HasPicture: true, HasSound: true });
        var (picture, sound) = (again.Begins[typeof(PictureFrame)], again.Begins[typeof(SoundFrame)]);
        Assert.InRange(side == SourcePart.Sound ? sound - picture : picture - sound, 4, 9);
        Assert.Null(again.OpenAnew);
    }

    [Fact]
    public async Task A_source_is_not_opened_twice_for_the_same_change_where_that_does_not_help()
    {
        var (first, again) = await sources.CodecChangesEachTime;
        Assert.StartsWith("its picture cannot be decoded any more", first.OpenAnew, StringComparison.Ordinal);
        Assert.Null(again.OpenAnew);
        Assert.Contains(again.Remarks, remark => remark.EndsWith("it was opened anew for that before, which did not help, so it goes on as it is", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_that_is_too_large_is_told_as_such()
    {
        await using var source = await Open(sources.TooLarge);
        Assert.Contains("its picture is too large to be decoded", source.Format.ToString(), StringComparison.Ordinal);
    }
}
