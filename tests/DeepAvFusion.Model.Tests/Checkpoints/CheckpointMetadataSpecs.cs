using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Writers;

namespace DeepAvFusion.Model.Tests.Checkpoints;

public sealed class CheckpointMetadataSpecs
{
    [Fact]
    public void A_model_file_tells_what_it_is_in_both_formats()
    {
        using var folder = new TemporaryFolder();
        var metadata = new CheckpointMetadata("scenes-tiny", "tiny", ["bell", "drum \"big\"", "flöte"], true, "scenes seed 7, 12000 steps");
        CheckpointTensor[] tensors = [CheckpointTensor.FromFloat32("x", [1], [1])];
        var texts = metadata.ToTexts(new Dictionary<string, string> { ["sampler"] = "none" });
        SafetensorsWriter.Write(folder["a.safetensors"], tensors, texts, null, CancellationToken.None);
        CheckpointConverter.Convert(folder["a.safetensors"], folder["b.pth"], null, null, CancellationToken.None);
        CheckpointConverter.Convert(folder["b.pth"], folder["c.safetensors"], null, null, CancellationToken.None);
        foreach (var name in new[] { "a.safetensors", "b.pth", "c.safetensors" })
        {
            using var file = CheckpointFile.Open(folder[name]);
            var read = CheckpointMetadata.From(file)!;
            Assert.Equal(metadata.Labels, read.Labels);
            Assert.Equal(metadata with { Labels = read.Labels }, read);
        }
    }

    [Fact]
    public void Other_files_have_none_and_senseless_labels_are_refused()
    {
        using var folder = new TemporaryFolder();
        CheckpointTensor[] tensors = [CheckpointTensor.FromFloat32("x", [1], [1])];
        SafetensorsWriter.Write(folder["a"], tensors, new Dictionary<string, string> { ["format"] = "pt" }, null, CancellationToken.None);
        SafetensorsWriter.Write(
            folder["b"], tensors, new Dictionary<string, string> { ["davf.model"] = "m", ["davf.labels"] = "bell" }, null, CancellationToken.None);
        using var other = CheckpointFile.Open(folder["a"]);
        using var broken = CheckpointFile.Open(folder["b"]);
        Assert.Null(CheckpointMetadata.From(other));
        Assert.Equal("model 'm': its labels are not a JSON list of texts", Assert.Throws<CheckpointException>(() => CheckpointMetadata.From(broken)).Message);
    }
}
