using System.Text.Json;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Tests.Features;

namespace DeepAvFusion.Model.Tests.Checkpoints;

public sealed class TorchCheckpointSpecs
{
    [Theory]
    [InlineData("zip", CheckpointFormat.TorchZip)]
    [InlineData("legacy", CheckpointFormat.TorchLegacy)]
    public void Reads_every_value_of_both_containers(string weights, CheckpointFormat format)
    {
        var golden = GoldenCase.Open("15_checkpoint_formats");
        var path = golden.File(golden.Root.GetProperty("weights").GetProperty(weights).GetProperty("file").GetString()!);
        using var file = TorchCheckpoint.Read(path);
        Assert.Equal(format, file.Format);
        Compare(golden, "", JsonDocument.Parse(File.ReadAllBytes(golden.File("expected.json"))).RootElement, file.Root);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Reads_the_legacy_stream_of_every_pickle_protocol(byte protocol)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["x.pth"], new PickleBytes(protocol).Code("}(").Text("epoch").Number(7).Code("u.").Legacy(protocol));

        using var file = TorchCheckpoint.Read(folder["x.pth"]);

        Assert.Equal(CheckpointFormat.TorchLegacy, file.Format);
        Assert.Equal(7L, Assert.IsType<CheckpointScalar>(Assert.IsType<CheckpointMap>(file.Root)["epoch"]).Value);
    }

    [Fact]
    public void Views_share_the_storage_they_were_saved_with()
    {
        using var file = TorchCheckpoint.Read(GoldenCase.Open("15_checkpoint_formats").File("zip.pth"));
        var tensors = file.Tensors();
        Assert.Equal(tensors["view_whole"].StorageKey, tensors["view_rows"].StorageKey);
        Assert.Equal(tensors["view_whole"].StorageKey, tensors["view_column"].StorageKey);
        Assert.False(tensors["transposed"].IsContiguous);
        Assert.Equal(0, tensors["expanded"].Strides[0]);
        Assert.True(tensors["parameter"].IsParameter);
    }

    [Fact]
    public void Finds_the_dictionary_and_strips_the_prefix()
    {
        var golden = GoldenCase.Open("02_vit_load_checkpoint");
        using var mae = TorchCheckpoint.Read(golden.File("mae.pth"));
        using var prefixed = TorchCheckpoint.Read(golden.File("prefixed.pth"));
        Assert.Contains("blocks.1.mlp.fc2.bias", mae.Tensors().Keys);
        Assert.Equal(mae.Tensors().Keys, mae.Tensors("model").Keys);
        Assert.Contains("blocks.1.mlp.fc2.bias", prefixed.Tensors(prefix: "encoder.image.").Keys);
        var error = Assert.Throws<CheckpointException>(() => mae.Tensors("ema"));
        Assert.Equal("mae.pth: has no dictionary 'ema'; it has model", error.Message);
    }

    [Fact]
    public void Reads_every_recorded_checkpoint()
    {
        var paths = GoldenCase.FilesEnding(".pth").ToList();
        Assert.NotEmpty(paths);
        foreach (var path in paths)
        {
            using var file = TorchCheckpoint.Read(path);
            if (Path.GetFileName(Path.GetDirectoryName(path)) == "15_checkpoint_formats")
                continue;
            var tensors = file.Tensors();
            Assert.NotEmpty(tensors);
            Assert.All(tensors.Values, tensor => Assert.All(tensor.ToFloat32(), value => Assert.True(float.IsFinite(value))));
        }
    }

    private static void Compare(GoldenCase golden, string where, JsonElement expected, CheckpointNode actual)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object when expected.TryGetProperty("tensor", out var name):
                var tensor = Assert.IsType<CheckpointTensor>(actual);
                Assert.Equal(expected.GetProperty("source_dtype").GetString(), tensor.DType.Name());
                Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()), tensor.Shape);
                var values = NpyFile.Read(golden.File(name.GetString()!));
                if (tensor.DType.IsFloating())
                    Assert.Equal(values.Floats, tensor.ToFloat32());
                else
                    Assert.Equal(values.Integers, tensor.ToInt64());
                break;
            case JsonValueKind.Object:
                var map = Assert.IsType<CheckpointMap>(actual);
                Assert.Equal(expected.EnumerateObject().Select(entry => entry.Name), map.Entries.Select(entry => entry.Key.Text));
                foreach (var (entry, own) in expected.EnumerateObject().Zip(map.Entries))
                    Compare(golden, $"{where}/{entry.Name}", entry.Value, own.Value);
                break;
            case JsonValueKind.Array:
                var list = Assert.IsType<CheckpointList>(actual);
                Assert.Equal(expected.GetArrayLength(), list.Items.Count);
                foreach (var (entry, own) in expected.EnumerateArray().Zip(list.Items))
                    Compare(golden, where, entry, own);
                break;
            default:
                var value = Assert.IsType<CheckpointScalar>(actual).Value;
                object? wanted = expected.ValueKind switch
                {
                    JsonValueKind.Null => null,
                    JsonValueKind.String => expected.GetString(),
                    JsonValueKind.Number => value is long ? (object)expected.GetInt64() : expected.GetDouble(),
                    _ => expected.GetBoolean(),
                };
                Assert.Equal(wanted, value);
                break;
        }
    }
}
