using DeepAvFusion.Training.Metrics.Segmentation;

namespace DeepAvFusion.Training.Tests.Metrics;

public sealed class SegmentationMetricsSpecs
{
    private static readonly float[] LeftHalf = [9, 9, -9, -9, 9, 9, -9, -9];

    [Fact]
    public void Pixels_below_zero_do_not_count()
    {
        var (with, without) = (new OriginalSegmentationMetrics(1), new OriginalSegmentationMetrics(1));
        with.Add([9, -9, 9, -9, 9], [1, 0, 0, 1, -1]);
        without.Add([9, -9, 9, -9], [1, 0, 0, 1]);
        with.Add([9, 9], [-1, 0]);                                             // nothing in it

        Assert.Equal(1, with.Frames);
        Assert.Equal((without.Scores().Iou, without.Scores().Precision, without.Scores().Recall), (with.Scores().Iou, with.Scores().Precision, with.Scores().Recall));
        Assert.Equal(0.5, with.Scores().F.All, 6);                             // the lowest threshold takes them as marked, as published: not 0.565 as without
        var thrown = Assert.Throws<ArgumentException>(() => new OriginalSegmentationMetrics(2).Add([9, 9, -9, -9], [2, 0]));
        Assert.Contains("label 2 is beyond the 2 channels", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_perfect_mask_scores_one_in_both_definitions()
    {
        var (original, avsBench) = (new OriginalSegmentationMetrics(1), new AvsBenchMetrics());

        original.Add(LeftHalf, [1, 1, 0, 0, 1, 1, 0, 0]);
        avsBench.Add(LeftHalf, [true, true, false, false, true, true, false, false]);
        avsBench.EndClip();

        Assert.Equal(1, original.Scores().Iou.All, 6);
        Assert.Equal((1, 1), (Math.Round(avsBench.Scores().MeanIou, 6), Math.Round(avsBench.Scores().F, 6)));
    }

    [Fact]
    public void Only_AVSBench_counts_a_mask_over_what_is_silent()
    {
        var (original, avsBench) = (new OriginalSegmentationMetrics(1), new AvsBenchMetrics());

        original.Add(LeftHalf, new long[8]);
        avsBench.Add(LeftHalf, new bool[8]);
        avsBench.EndClip();

        Assert.Equal(0, original.Frames);
        Assert.Equal(0.5, avsBench.Scores().MeanIou, 6);
        Assert.True(double.IsNaN(avsBench.Scores().F));
    }

    [Fact]
    public void The_definitions_differ_by_the_background()
    {
        var (original, avsBench) = (new OriginalSegmentationMetrics(1), new AvsBenchMetrics());
        float[] oneTooMany = [9, 9, 9, -9, -9, -9, -9, -9];

        original.Add(oneTooMany, [1, 1, 0, 0, 0, 0, 0, 0]);
        avsBench.Add(oneTooMany, [true, true, false, false, false, false, false, false]);

        Assert.Equal(2.0 / 3, avsBench.Scores().MeanIou, 6);
        Assert.Equal((2.0 / 3 + 5.0 / 6) / 2, original.Scores().Iou.All, 6);
        Assert.Equal(2.0 / 3, original.Scores().Iou.WithoutFirst, 6);
    }
}
