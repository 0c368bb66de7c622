using DeepAvFusion.Benchmarks.Forward;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Benchmarks.Tests;

public sealed class FlopCountSpecs
{
    /// <summary>The full size needs about 64 GFLOP a window, by the weights that every token passes.</summary>
    [Fact]
    public void The_base_encoder_takes_as_much_as_its_layers_add_up_to() => Assert.InRange(FlopCount.Encoder(EncoderPresets.Named("base")), 60e9, 76e9);

    [Fact]
    public void A_larger_encoder_takes_more() =>
        Assert.True(FlopCount.Encoder(EncoderPresets.Named("large")) > 3 * FlopCount.Encoder(EncoderPresets.Named("base")));
}
