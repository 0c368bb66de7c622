using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Regions;

namespace DeepAvFusion.Inference.Tests.Regions;

public sealed class RegionTrackerSpecs
{
    private readonly RegionTracker _tracker = new(memory: 2);

    [Fact]
    public void A_moving_thing_keeps_its_id()
    {
        for (var i = 0; i < 10; i++)
            Assert.Equal([1], Follow((Box(0.05 * i, 0.4), "bell")));
    }

    [Fact]
    public void Two_things_that_change_places_in_the_list_keep_their_ids()
    {
        Assert.Equal([1, 2], Follow((Box(0.1, 0.1), null), (Box(0.7, 0.7), null)));
        Assert.Equal([2, 1], Follow((Box(0.68, 0.7), null), (Box(0.12, 0.1), null)));
    }

    [Fact]
    public void A_thing_that_hides_for_a_moment_gets_its_id_back()
    {
        Assert.Equal([1], Follow((Box(0.3, 0.3), null)));
        Assert.Empty(Follow());
        Assert.Empty(Follow());
        Assert.Equal([1], Follow((Box(0.3, 0.3), null)));
    }

    [Fact]
    public void After_the_memory_has_passed_it_is_a_new_thing()
    {
        Follow((Box(0.3, 0.3), null));
        Follow();
        Follow();
        Follow();
        Assert.Equal([2], Follow((Box(0.3, 0.3), null)));
    }

    [Fact]
    public void A_near_thing_with_another_label_and_no_overlap_is_a_new_thing()
    {
        Follow((Box(0.1, 0.1), "bell"));
        Assert.Equal([2], Follow((Box(0.22, 0.1), "drum")));
    }

    private IReadOnlyList<int> Follow(params (PictureBox, string?)[] regions) => _tracker.Follow(regions);

    private static PictureBox Box(double x, double y) => new(x, y, 0.11, 0.2);
}
