using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Media.Tests.Sources;

public sealed class ArrivalFilterSpecs
{
    [Fact]
    public void Finds_the_capture_time_behind_bursts()
    {
        // A playlist delivers 4 s of media at once, every 4 s.
        var filter = new ArrivalFilter();
        for (var i = 0; i < 400; i++)
        {
            var age = filter.Add(MediaTime.FromSeconds(i * 0.1), TimeSpan.FromSeconds(100 + (4 * Math.Ceiling((i + 1) / 40.0))));
            if (i > 40)
                Assert.Equal((39 - (i % 40)) * 0.1, age.TotalSeconds, 3);
        }
    }

    [Fact]
    public void Follows_a_clock_that_drifts()
    {
        var filter = new ArrivalFilter();
        for (var i = 0; i < 6000; i++)
            filter.Add(MediaTime.FromSeconds(i * 0.1), TimeSpan.FromSeconds(i * 0.1 * 1.001));
        // 0.1 % of 600 s, as it was within the last half minute.
        Assert.InRange(filter.Offset!.Value.TotalSeconds, 0.565, 0.6);
    }

    [Fact]
    public void Forgets_what_it_is_told_to()
    {
        var filter = new ArrivalFilter();
        filter.Add(MediaTime.FromSeconds(50), TimeSpan.FromSeconds(1));
        filter.Reset();
        Assert.Null(filter.Offset);
        filter.Add(MediaTime.FromSeconds(3), TimeSpan.FromSeconds(10));
        Assert.Equal(7, filter.Offset!.Value.TotalSeconds);
    }
}
