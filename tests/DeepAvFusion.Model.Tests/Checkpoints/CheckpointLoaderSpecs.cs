using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Tests.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Checkpoints;

public sealed class CheckpointLoaderSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("x.pth")]
    [InlineData("x.safetensors")]
    public void A_saved_network_loads_back_exactly(string name)
    {
        var (saved, loaded) = (Network(1), Network(2));
        Save(name, CheckpointTensors.Views(saved));
        CheckpointLoader.LoadModel(loaded, _folder[name], null, CancellationToken.None);
        AssertEqual(saved, loaded);
    }

    [Fact]
    public void Halves_and_doubles_become_what_the_network_has()
    {
        var (saved, loaded) = (Network(1), Network(2));
        foreach (var parameter in saved.parameters())
            using (no_grad())
                parameter.copy_(parameter.bfloat16());                                    // now every number survives the narrow type
        Save("x.pth", CheckpointTensors.Views(saved));
        CheckpointConverter.Convert(_folder["x.pth"], _folder["x.safetensors"], CheckpointDType.BFloat16, null, CancellationToken.None);
        using (var file = CheckpointFile.Open(_folder["x.safetensors"]))
            Assert.Equal(CheckpointDType.BFloat16, file.Tensors()["0.weight"].DType);
        CheckpointLoader.LoadModel(loaded, _folder["x.safetensors"], null, CancellationToken.None);
        AssertEqual(saved, loaded);
    }

    [Fact]
    public void A_network_in_bfloat16_loads_a_float32_file()
    {
        var (saved, loaded) = (Network(1), Network(2).to(ScalarType.BFloat16));
        Save("x.pth", CheckpointTensors.Views(saved));
        CheckpointLoader.LoadModel(loaded, _folder["x.pth"], null, CancellationToken.None);
        var (wide, narrow) = (saved.state_dict()["0.weight"].bfloat16(), loaded.state_dict()["0.weight"]);
        Assert.True(wide.Equals(narrow));
    }

    [Fact]
    public void Every_key_that_does_not_fit_is_listed_and_nothing_is_loaded()
    {
        var model = Network(1);
        var before = CheckpointTensors.Snapshot(model);
        Save("x.pth", [
            CheckpointTensor.FromFloat32("0.weight", [3, 4], new float[12]),
            CheckpointTensor.FromFloat32("0.bias", [4], new float[4]),
            CheckpointTensor.FromFloat32("7.weight", [1], new float[1])]);
        var error = Assert.Throws<CheckpointException>(() => CheckpointLoader.LoadModel(model, _folder["x.pth"], null, CancellationToken.None));
        Assert.Equal(
            "x.pth: does not fit the model: 5 missing: 1.weight, 1.bias, 1.running_mean, 1.running_var, 1.num_batches_tracked; 1 unexpected: 7.weight; "
            + "1 misshaped: 0.weight (file [3, 4], model [4, 3])", error.Message);
        Assert.Equal(7, error.Mismatch!.Lines().Count());
        foreach (var (old, now) in before.Zip(CheckpointTensors.Snapshot(model)))
            Assert.Equal(old.ToFloat32(), now.ToFloat32());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Weights_that_are_no_numbers_are_refused(float value)
    {
        var model = Network(1);
        var tensors = CheckpointTensors.Snapshot(model).ToDictionary(tensor => tensor.Name);
        tensors["0.bias"] = CheckpointTensor.FromFloat32("0.bias", [4], [1, 2, value, 4]);
        Save("x.pth", [.. tensors.Values]);
        var error = Assert.Throws<CheckpointException>(() => CheckpointLoader.LoadModel(model, _folder["x.pth"], null, CancellationToken.None));
        Assert.Equal("x.pth: '0.bias' holds an infinite or undefined number; such weights cannot be used", error.Message);
    }

    [Fact]
    public void Backbone_rules_skip_decoder_class_token_and_position_table()
    {
        using var file = CheckpointFile.Open(GoldenCase.Open("02_vit_load_checkpoint").File("mae.pth"));
        Assert.Contains("cls_token", file.Tensors().Keys);
        Assert.Contains(file.Tensors().Keys, key => key.StartsWith("decoder", StringComparison.Ordinal));
        var selected = CheckpointSelection.Backbone(file, "", hasClassToken: false);
        Assert.DoesNotContain(selected.Keys, key => key is "cls_token" or "pos_embed" or "mask_token" || key.StartsWith("decoder", StringComparison.Ordinal));
        Assert.Contains("blocks.1.mlp.fc2.bias", selected.Keys);
        Assert.Contains("cls_token", CheckpointSelection.Backbone(file, "", hasClassToken: true).Keys);
    }

    [Fact]
    public void Encoder_rules_take_the_encoder_out_of_any_model()
    {
        var inner = Network(1);
        var outer = CheckpointTensors.Views(inner).Select(tensor => tensor.WithName("encoder." + tensor.Name));
        Save("model.pth", [.. outer, CheckpointTensor.FromFloat32("image_head.weight", [1], [1])]);
        Save("encoder.pth", CheckpointTensors.Views(inner));
        foreach (var name in new[] { "model.pth", "encoder.pth" })
        {
            var loaded = Network(2);
            CheckpointLoader.LoadEncoder(loaded, _folder[name], null, CancellationToken.None);
            AssertEqual(inner, loaded);
        }
    }

    [Fact]
    public void Tensors_of_every_type_survive_the_way_to_the_library_and_back()
    {
        using var file = TorchCheckpoint.Read(GoldenCase.Open("15_checkpoint_formats").File("zip.pth"));
        foreach (var (key, stored) in file.Tensors())
        {
            using var tensor = stored.ToTensor();
            Assert.Equal(stored.Shape, tensor.shape);
            var back = CheckpointTensors.FromTensor(key, tensor);
            Assert.Equal(stored.DType, back.DType);
            Assert.Equal(stored.ToFloat64(), back.ToFloat64());
        }
    }

    [Theory]
    [InlineData("x.pth")]
    [InlineData("x.safetensors")]
    public void A_file_goes_into_the_network_without_a_second_copy(string name)
    {
        var model = nn.Sequential(("0", nn.Linear(1024, 2048)), ("1", nn.Linear(2048, 1024)));
        Save(name, CheckpointTensors.Views(model));
        var before = GC.GetAllocatedBytesForCurrentThread();
        CheckpointLoader.LoadModel(model, _folder[name], null, CancellationToken.None);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, new FileInfo(_folder[name]).Length / 16);
    }

    [Fact]
    public void A_transposed_tensor_is_written_in_its_own_order()
    {
        var tensor = arange(6, dtype: float32).reshape(2, 3).t();
        Assert.Equal([0, 3, 1, 4, 2, 5], CheckpointTensors.View("t", tensor).ToFloat32());
    }

    private static Sequential Network(int seed)
    {
        manual_seed(seed);
        return nn.Sequential(("0", nn.Linear(3, 4)), ("1", nn.BatchNorm1d(4)));
    }

    private static void AssertEqual(nn.Module expected, nn.Module actual)
    {
        foreach (var (left, right) in CheckpointTensors.Snapshot(expected).Zip(CheckpointTensors.Snapshot(actual)))
        {
            Assert.Equal(left.Name, right.Name);
            Assert.Equal(left.ToFloat64(), right.ToFloat64());
        }
    }

    private void Save(string name, IReadOnlyList<CheckpointTensor> tensors)
    {
        if (name.EndsWith(".pth", StringComparison.Ordinal))
            TorchCheckpointWriter.Write(_folder[name], new CheckpointMap().Set("state_dict", tensors.ToMap()), null, CancellationToken.None);
        else
            SafetensorsWriter.Write(_folder[name], tensors, new Dictionary<string, string>(), null, CancellationToken.None);
    }
}
