namespace DeepAvFusion.Inference.Tests;

public sealed class MaskSharingSpecs
{
    [Fact]
    public void Claims_that_exceed_the_whole_are_scaled_to_it_and_others_left()
    {
        float[] masks = [0.9f, 0.2f, 0.9f, 0.3f];
        MaskSharing.Share(masks, 2);
        Assert.Equal([0.5f, 0.2f, 0.5f, 0.3f], masks);
    }
}
