using DeepAvFusion.Training.Metrics;

namespace DeepAvFusion.Training.Tests.Metrics;

public sealed class MultiLabelSpecs
{
    [Fact]
    public void Classes_that_never_occur_take_no_part()
    {
        var scores = MultiLabelScores.Of(new ScoreTable(2, [0.9f, 0.1f, 0.2f, 0.8f]), new ScoreTable(2, [1, 0, 0, 0]));

        Assert.Equal((1.0, 1.0, 1), (scores.AveragePrecision, scores.RocArea, scores.Classes));
    }

    [Fact]
    public void Equal_scores_count_as_one_step()
    {
        var scores = MultiLabelScores.Of(new ScoreTable(1, [0.5f, 0.5f, 0.5f, 0.5f]), new ScoreTable(1, [1, 0, 0, 1]));

        Assert.Equal((0.5, 0.5), (scores.AveragePrecision, scores.RocArea));
    }

    [Fact]
    public void Tables_of_different_size_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MultiLabelScores.Of(new ScoreTable(2, [1, 2]), new ScoreTable(1, [1])));
        Assert.Throws<ArgumentException>(() => new ScoreTable(2, [1, 2, 3]));
    }
}
