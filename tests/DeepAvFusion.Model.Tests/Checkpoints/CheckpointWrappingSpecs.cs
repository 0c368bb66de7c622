using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Inspection;
using DeepAvFusion.Model.Checkpoints.Writers;

namespace DeepAvFusion.Model.Tests.Checkpoints;

/// <summary>Checkpoints as trainers save them: behind prefixes and under keys of their own.</summary>
public sealed class CheckpointWrappingSpecs
{
    [Theory]
    [InlineData("")]
    [InlineData("module.")]
    [InlineData("_orig_mod.")]
    [InlineData("model.")]
    [InlineData("module._orig_mod.")]
    [InlineData("_orig_mod.module.")]
    public void A_prefix_before_every_key_is_taken_off_and_told(string prefix)
    {
        using var folder = new TemporaryFolder();
        var root = new CheckpointMap().Set("state_dict", Weights(prefix, 1)).Set("epoch", CheckpointScalar.Of("3"));
        TorchCheckpointWriter.Write(folder["x.pth"], root, null, CancellationToken.None);

        using var file = CheckpointFile.Open(folder["x.pth"]);
        Assert.Equal(["encoder.weight", "head.bias"], file.Tensors().Keys);
        Assert.Equal(["weight"], file.Tensors(prefix: "encoder.").Keys);
        var report = CheckpointInspector.Inspect(folder["x.pth"], null, CancellationToken.None);
        Assert.Equal(prefix, report.Wrapping);
        Assert.Equal(["encoder.weight", "head.bias"], report.Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void A_prefix_before_some_keys_is_part_of_them()
    {
        using var folder = new TemporaryFolder();
        var weights = Weights("module.", 1).Set("other", CheckpointTensor.FromFloat32("other", [1], [1]));
        TorchCheckpointWriter.Write(folder["x.pth"], weights, null, CancellationToken.None);
        using var file = CheckpointFile.Open(folder["x.pth"]);
        Assert.Equal(["module.encoder.weight", "module.head.bias", "other"], file.Tensors().Keys);
    }

    [Theory]
    [InlineData("state_dict_ema", "state_dict")]
    [InlineData("model_ema", "model")]
    public void Averaged_weights_are_taken_before_those_they_were_averaged_from(string averaged, string last)
    {
        using var folder = new TemporaryFolder();
        var ema = Weights("module.", 2).Set("n_averaged", CheckpointTensor.FromFloat32("n_averaged", [1], [7]));
        TorchCheckpointWriter.Write(folder["x.pth"], new CheckpointMap().Set(last, Weights("", 1)).Set(averaged, ema), null, CancellationToken.None);
        using var file = CheckpointFile.Open(folder["x.pth"]);
        Assert.Equal([2f], file.Tensors()["head.bias"].ToFloat32());
        Assert.Equal(["encoder.weight", "head.bias"], file.Tensors().Keys);
        Assert.Equal(averaged, CheckpointInspector.Inspect(folder["x.pth"], null, CancellationToken.None).RootKey);
    }

    private static CheckpointMap Weights(string prefix, float value) => new CheckpointMap()
        .Set($"{prefix}encoder.weight", CheckpointTensor.FromFloat32("w", [1], [value]))
        .Set($"{prefix}head.bias", CheckpointTensor.FromFloat32("b", [1], [value]));
}
