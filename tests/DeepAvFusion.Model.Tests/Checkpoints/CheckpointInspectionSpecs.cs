using System.Security.Cryptography;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Inspection;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Tests.Features;

namespace DeepAvFusion.Model.Tests.Checkpoints;

public sealed class CheckpointInspectionSpecs : IDisposable
{
    private static readonly string Golden = GoldenCase.Open("15_checkpoint_formats").File("zip.pth");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_report_tells_what_the_file_holds()
    {
        var report = CheckpointInspector.Inspect(Golden, null, CancellationToken.None);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Golden))), report.Sha256);
        Assert.Equal(
            (CheckpointFormat.TorchZip, "state_dict", 22, 7L, 2),
            (report.Format, report.RootKey, report.Tensors.Count, report.Epoch, report.OptimizerStates));
        Assert.NotNull(report.Steps);
        Assert.Equal(["state_dict", "epoch", "n_steps", "metrics", "optimizer", "scaler", "criterion"], report.TopLevel.Select(entry => entry.Key));
        Assert.Equal("7", report.TopLevel[1].Value);
        Assert.Equal(6, report.BytesByType[CheckpointDType.Int16] + report.BytesByType[CheckpointDType.Int8]);
        Assert.Empty(report.NonFinite);
        Assert.Null(report.Architecture);
    }

    [Fact]
    public void A_backbone_is_recognised_by_its_shapes()
    {
        var report = CheckpointInspector.Inspect(GoldenCase.Open("02_vit_load_checkpoint").File("mae.pth"), null, CancellationToken.None);
        Assert.Equal(CheckpointTask.SingleStream, report.Architecture!.Task);
        Assert.Equal((24, 2, 8), (report.Architecture.Width, report.Architecture.Depth, report.Architecture.Patch));
        Assert.Null(report.Architecture.Preset);
        Assert.Equal("vit_tiny", report.Architecture.NearestPreset);
        Assert.Equal("model", report.RootKey);
        Assert.Contains(report.Families, family => family is { Name: "blocks", Tensors: 24 });
    }

    [Theory]
    [InlineData(768, 12, 192, 768, "masked autoencoder 'base': width 768, 12 layers, patches of 16, 196 image and 96 audio positions, 32 fusion tokens, "
        + "factorized fusion in all layers, attention ratio 0.25, MLP ratio 1")]
    [InlineData(800, 13, 800, 3200, "masked autoencoder of no preset (nearest 'base'): width 800, 13 layers, patches of 16, 196 image and 96 audio positions, "
        + "32 fusion tokens, factorized fusion in all layers, attention ratio 1, MLP ratio 4")]
    public void A_published_layout_is_named(int width, int depth, int query, int hidden, string description)
    {
        var shapes = new Dictionary<string, IReadOnlyList<long>>
        {
            ["encoder.fusion_tokens"] = [1, 32, width],
            ["encoder.image.pos_embed"] = [1, 196, width],
            ["encoder.audio.pos_embed"] = [1, 96, width],
            ["encoder.image.patch_embed.proj.weight"] = [width, 3, 16, 16],
            ["image_decoder_pred.weight"] = [768, 512],
        };
        for (var layer = 0; layer < depth; layer++)
        {
            shapes[$"encoder.image.blocks.{layer}.norm1.weight"] = [width];
            shapes[$"encoder.fusion_blocks.{layer}.attn.attn_v.q.weight"] = [width, width];
            shapes[$"encoder.fusion_blocks.{layer}.attn.q.weight"] = [query, width];
            shapes[$"encoder.fusion_blocks.{layer}.mlp.fc1.weight"] = [hidden, width];
        }

        Assert.Equal(description, CheckpointArchitecture.Detect(shapes)!.ToString());
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_pointed_out()
    {
        var root = new CheckpointMap()
            .Set("a", CheckpointTensor.FromFloat32("a", [2], [1, 2]))
            .Set("b", CheckpointTensor.FromFloat32("b", [20], [.. Enumerable.Repeat(1f, 19), float.NaN]))
            .Set("c", CheckpointTensor.FromBytes("c", CheckpointDType.BFloat16, [1], new byte[] { 0x80, 0xFF }))
            .Set("d", CheckpointTensor.FromBytes("d", CheckpointDType.Float16, [1], new byte[] { 0x00, 0x7C }))
            .Set("e", CheckpointTensor.FromBytes("e", CheckpointDType.Float64, [1], BitConverter.GetBytes(double.NegativeInfinity)));
        TorchCheckpointWriter.Write(_folder["x.pth"], root, null, CancellationToken.None);
        Assert.Equal(["b", "c", "d", "e"], CheckpointInspector.Inspect(_folder["x.pth"], null, CancellationToken.None).NonFinite);
    }

    [Fact]
    public void Conversions_change_the_format_and_nothing_else()
    {
        var there = CheckpointConverter.Convert(Golden, _folder["x.safetensors"], null, null, CancellationToken.None);
        Assert.Equal(22, there.Tensors);
        Assert.Equal(new FileInfo(_folder["x.safetensors"]).Length, there.Bytes);
        Assert.Equal(["n_steps", "metrics", "optimizer", "scaler", "criterion"], there.Dropped);
        using (var file = CheckpointFile.Open(_folder["x.safetensors"]))
            Assert.Equal("7", file.Metadata["epoch"]);
        CheckpointConverter.Convert(_folder["x.safetensors"], _folder["y.pth"], null, null, CancellationToken.None);
        Assert.Equal(22, CheckpointDiff.Compare(Golden, _folder["y.pth"], null, CancellationToken.None).Same);
        Assert.True(CheckpointDiff.Compare(_folder["x.safetensors"], _folder["y.pth"], null, CancellationToken.None).IsEmpty);
        var legacy = GoldenCase.Open("15_checkpoint_formats").File("legacy.pth");
        var whole = CheckpointConverter.Convert(legacy, _folder["z.pth"], null, null, CancellationToken.None);
        Assert.Empty(whole.Dropped);
        Assert.Equal(2, CheckpointInspector.Inspect(_folder["z.pth"], null, CancellationToken.None).OptimizerStates);
    }

    [Fact]
    public void Differences_are_told_key_by_key()
    {
        Write("a.pth", ("same", [1, 2], [2]), ("shape", [1, 2], [2]), ("value", [1, 2, 3], [3]), ("old", [1], [1]));
        Write("b.pth", ("same", [1, 2], [2]), ("shape", [1, 2], [1, 2]), ("value", [1, 2.5f, 2], [3]), ("new", [1], [1]));
        var difference = CheckpointDiff.Compare(_folder["a.pth"], _folder["b.pth"], null, CancellationToken.None);
        Assert.Equal(["old"], difference.OnlyInFirst);
        Assert.Equal(["new"], difference.OnlyInSecond);
        Assert.Equal(["shape: [2] and [1, 2]"], difference.Misshaped);
        Assert.Equal([new("value", 2, 3, 1.0)], difference.Changed);
        Assert.Equal(1, difference.Same);
    }

    [Theory]
    [InlineData("x.onnx", null, "x.onnx: the name must end in .safetensors, .pth or .pt, which says the format")]
    [InlineData("x.pth", CheckpointDType.Int8, "weights can be converted to float32, float16 or bfloat16, not int8")]
    public void Impossible_conversions_are_named(string name, CheckpointDType? type, string message) => Assert.Equal(
        message, Assert.Throws<CheckpointException>(() => CheckpointConverter.Convert(Golden, _folder[name], type, null, CancellationToken.None)).Message);

    [Theory]
    [InlineData(CheckpointDType.Float16, 1.0009765625f)]
    [InlineData(CheckpointDType.BFloat16, 1.0078125f)]
    public void Narrower_types_round_to_the_nearest_number(CheckpointDType type, float above)
    {
        Write("a.pth", ("x", [above, 1 + (above - 1) / 2, 1 + (above - 1) * 0.51f, -3.5f], [4]));
        CheckpointConverter.Convert(_folder["a.pth"], _folder["b.pth"], type, null, CancellationToken.None);
        using var file = CheckpointFile.Open(_folder["b.pth"]);
        Assert.Equal([above, 1, above, -3.5f], file.Tensors()["x"].ToFloat32());
    }

    [Fact]
    public void Numbers_beyond_a_narrower_type_are_refused()
    {
        Write("a.pth", ("x", [1e5f], [1]));
        var error = Assert.Throws<CheckpointException>(
            () => CheckpointConverter.Convert(_folder["a.pth"], _folder["b.pth"], CheckpointDType.Float16, null, CancellationToken.None));
        Assert.Equal("'x' holds numbers that float16 cannot; convert to bfloat16 or keep the type", error.Message);
        Assert.Equal(["a.pth"], _folder.Names());
    }

    private void Write(string name, params (string Key, float[] Values, long[] Shape)[] tensors) => TorchCheckpointWriter.Write(
        _folder[name],
        tensors.Aggregate(new CheckpointMap(), (map, tensor) => map.Set(tensor.Key, CheckpointTensor.FromFloat32(tensor.Key, tensor.Shape, tensor.Values))),
        null,
        CancellationToken.None);
}
