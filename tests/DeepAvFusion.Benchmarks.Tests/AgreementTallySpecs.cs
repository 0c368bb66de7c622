using DeepAvFusion.Benchmarks.Forward;

namespace DeepAvFusion.Benchmarks.Tests;

public sealed class AgreementTallySpecs
{
    [Fact]
    public void Tops_and_masks_are_averaged_over_windows()
    {
        var tally = new AgreementTally(threshold: 0.5f);
        tally.Add("dog", "dog", [0.9f, 0.9f, 0.1f], [0.9f, 0.1f, 0.1f]);
        tally.Add("dog", "bell", [0.9f, 0.9f, 0.1f], [0.8f, 0.6f, 0.4f]);
        Assert.Equal(0.5, tally.SameTop);
        Assert.Equal(0.75, tally.Overlap);
    }

    [Fact]
    public void Windows_without_any_mask_do_not_count_for_masks()
    {
        var tally = new AgreementTally(threshold: 0.5f);
        tally.Add("dog", "dog", [0.1f], [0.2f]);
        Assert.Equal(1, tally.Overlap);
    }
}
