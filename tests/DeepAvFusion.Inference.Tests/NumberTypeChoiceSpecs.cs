using DeepAvFusion.Inference.Network;
using TorchSharp;

namespace DeepAvFusion.Inference.Tests;

/// <summary>What `auto` stands for depends on the device alone.</summary>
public sealed class NumberTypeChoiceSpecs
{
    [Fact]
    public void A_cpu_gets_bfloat16_where_it_multiplies_it_by_itself() =>
        Assert.Equal(CpuFacts.Capability.EndsWith("with bfloat16", StringComparison.Ordinal) ? NumberType.Bfloat16 : NumberType.Float32, AnalyzerOpener.TypeOf(NumberType.Auto, DeviceType.CPU));

    [Fact]
    public void A_gpu_gets_bfloat16() => Assert.Equal(NumberType.Bfloat16, AnalyzerOpener.TypeOf(NumberType.Auto, DeviceType.CUDA));

    [Theory]
    [InlineData(NumberType.Float32)]
    [InlineData(NumberType.Bfloat16)]
    public void What_is_asked_for_is_taken(NumberType asked)
    {
        Assert.Equal(asked, AnalyzerOpener.TypeOf(asked, DeviceType.CPU));
        Assert.Equal(asked, AnalyzerOpener.TypeOf(asked, DeviceType.CUDA));
    }
}
