using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Regions;
using DeepAvFusion.Model.Joint;

namespace DeepAvFusion.Inference.Tests.Regions;

public sealed class RegionLabelSpecs
{
    private static readonly LabelScore[] Window = [Score("bell", heard: 0.9, seen: 0.9), Score("bird", heard: 0.8, seen: 0.9), Score("drum", heard: 0.01, seen: 0.9)];

    [Fact]
    public void A_region_is_what_is_seen_in_it_and_heard()
    {
        LabelScore[] crop = [Score("bell", heard: 0.9, seen: 0.02), Score("bird", heard: 0.8, seen: 0.8), Score("drum", heard: 0.01, seen: 0.95)];

        var found = RegionLabel.Of(Window, crop, LabelScoring.Sigmoid)!.Value;

        Assert.Equal("bird", found.Label);
        Assert.Equal(0.8, found.Score, precision: 6);
    }

    [Fact]
    public void Where_one_label_is_chosen_of_all_its_own_score_decides() =>
        Assert.Equal(("drum", 0.7), RegionLabel.Of(Window, [Score("bell", 0.2, 0.9), Score("bird", 0.1, 0.9), Score("drum", 0.7, 0.1)], LabelScoring.Softmax));

    [Fact]
    public void Without_labels_there_is_no_name() => Assert.Null(RegionLabel.Of([], [], LabelScoring.Sigmoid));

    private static LabelScore Score(string label, double heard, double seen) => new(label, heard, seen, heard, heard);
}
