using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Model.Tests.Checkpoints;

/// <summary>What a training checkpoint says of its network comes back as it was.</summary>
public sealed class TaskMetadataSpecs
{
    [Theory]
    [InlineData(FusionKind.Factorized, "all")]
    [InlineData(FusionKind.Dense, "none")]
    [InlineData(FusionKind.Token, "0-1")]
    public void Every_encoder_comes_back(FusionKind kind, string layers)
    {
        var encoder = SmallModels.Encoder(kind: kind, layers: layers, imageDepth: 3);
        Assert.Equal(encoder, EncoderText.Read(EncoderText.Write(encoder)));
    }

    [Fact]
    public void Labels_and_sizes_come_back()
    {
        var metadata = new TaskMetadata("finetune", SmallModels.Encoder()) { Labels = ["bell", "drum \"big\"", "flöte"], Scoring = LabelScoring.Sigmoid, HasInputNorm = true, Channels = 71, LeastWidth = 32 };
        var read = TaskMetadata.Of(metadata.ToTexts())!;
        Assert.Equal(metadata.Labels, read.Labels);
        Assert.Equal(metadata, read with { Labels = metadata.Labels });
    }

    [Fact]
    public void Other_files_say_nothing_of_the_kind() => Assert.Null(TaskMetadata.Of(new Dictionary<string, string> { ["format"] = "davf.joint/2" }));

    [Theory]
    [InlineData("labels", "[1, 2", "incomplete")]
    [InlineData("scoring", "Guess", "incomplete")]
    [InlineData("channels", "many", "many")]
    [InlineData("encoder", "{}", "makes no sense")]
    [InlineData("encoder", "null", "is empty")]
    [InlineData("encoder", """{"image":null,"audio":null,"fusion":null}""", "makes no sense")]
    [InlineData("encoder", null, "incomplete")]
    public void What_makes_no_sense_is_refused(string key, string? value, string words)
    {
        var texts = new Dictionary<string, string>(new TaskMetadata("finetune", SmallModels.Encoder()).ToTexts());
        if (value is null) texts.Remove(key);
        else texts[key] = value;
        Assert.Contains(words, Assert.Throws<FormatException>(() => TaskMetadata.Of(texts)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"heads\":4", "\"heads\":5", "not divisible by its 5 heads")]
    [InlineData("\"layers\":\"all\"", "\"layers\":\"9\"", "fusion layer 9 does not exist")]
    [InlineData("\"tokens\":[4,3,2]", "\"tokens\":[4,3]", "there must be 3")]
    [InlineData("\"input\":[32,48]", "\"input\":[32]", "lacks an input's height or width")]
    public void An_encoder_that_cannot_be_built_is_refused(string text, string other, string words)
    {
        var written = EncoderText.Write(SmallModels.Encoder());
        Assert.Contains(text, written, StringComparison.Ordinal);
        Assert.Contains(words, Assert.Throws<FormatException>(() => EncoderText.Read(written.Replace(text, other, StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }
}
