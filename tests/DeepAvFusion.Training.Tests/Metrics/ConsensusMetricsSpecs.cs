using DeepAvFusion.Training.Metrics.Localisation;

namespace DeepAvFusion.Training.Tests.Metrics;

public sealed class ConsensusMetricsSpecs
{
    private static readonly float[] Consensus = [1, 0.5f, 0, 0];

    [Fact]
    public void Overlap_counts_agreement_inside_and_whole_pixels_outside()
    {
        var metrics = new ConsensusMetrics();

        Assert.Equal(1, metrics.Add([9, 8, 0, 0], Consensus, 5), 6);
        Assert.Equal(1.0 / 2.5, metrics.Add([9, 0, 8, 0], Consensus, 5), 6);
        Assert.Equal(0.5 / 3.5, metrics.Add([0, 9, 9, 9], Consensus, 5), 6);
        Assert.Equal(0, metrics.Add([0, 0, 0, 0], Consensus, 5), 6);
    }

    [Fact]
    public void Half_of_the_pixels_are_marked_whatever_the_scale()
    {
        var metrics = new ConsensusMetrics();

        Assert.Equal(1, metrics.AddHalf([-3, -4, -5, -6], Consensus), 6);
        Assert.Equal(1.0 / 2.5, metrics.AddHalf([1000, -7, 10, 9], Consensus), 6);
    }

    [Fact]
    public void A_map_without_any_difference_marks_everything() =>
        Assert.Equal(1.5 / 3.5, new ConsensusMetrics().AddHalf([2, 2, 2, 2], Consensus), 6);

    [Fact]
    public void Success_and_its_area_are_those_of_all_pictures()
    {
        var metrics = new ConsensusMetrics();
        metrics.Add([9, 9, 0, 0], Consensus, 5);                               // 1
        metrics.Add([9, 0, 9, 0], Consensus, 5);                               // 0.4

        Assert.Equal((1.0, 0.5, 0.5), (metrics.Success(0.4), metrics.Success(0.5), metrics.Success(1)));
        Assert.Equal((8 * 1 + 0.75 + 11 * 0.5) / 20, metrics.Area(), 6);
        Assert.True(double.IsNaN(new ConsensusMetrics().Success(0.5)));
    }

    [Fact]
    public void A_picture_without_consensus_or_of_another_size_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ConsensusMetrics().AddHalf([1, 2], [0, 0]));
        Assert.Throws<ArgumentException>(() => new ConsensusMetrics().AddHalf([1, 2], [1]));
    }
}
