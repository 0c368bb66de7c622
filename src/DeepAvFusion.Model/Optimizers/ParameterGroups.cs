using System.Globalization;
using System.Text.RegularExpressions;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Optimizers;

/// <summary>
/// Sorts the parameters of a model into groups. Order of groups and of parameters inside them is the published one,
/// because saved optimiser states number parameters by it. Frozen parameters are in no group.
/// </summary>
public static partial class ParameterGroups
{
    private static readonly string[] RecognitionHeads = ["image_head.", "audio_head.", "fusion_head."];

    /// <summary>Groups of pre-training: the rest, then image and audio backbones where they start pre-trained.</summary>
    /// <param name="model">A model with its encoder under <c>encoder.</c></param>
    /// <param name="weightDecay">Decay of parameters that are decayed at all</param>
    /// <param name="imagePretrained">Whether an image source is configured</param>
    /// <param name="audioPretrained">Whether an audio source is configured</param>
    public static IReadOnlyList<ParameterGroup> ForPretraining(nn.Module model, double weightDecay, bool imagePretrained, bool audioPretrained)
    {
        var trained = Trained(model);
        var streams = new (string Prefix, bool Separate)[] { ("encoder.image.", imagePretrained), ("encoder.audio.", audioPretrained) };
        var separate = streams.Where(stream => stream.Separate).Select(stream => stream.Prefix).ToArray();
        var rest = trained.Where(entry => !separate.Any(prefix => entry.Name.StartsWith(prefix, StringComparison.Ordinal)));
        var groups = Split(rest, weightDecay, pretrained: false).ToList();
        foreach (var prefix in separate)
            groups.AddRange(Split(trained.Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)), weightDecay, pretrained: true));
        return groups;
    }

    /// <summary>Groups of fine-tuning: the deeper a parameter lies, the slower it learns.</summary>
    /// <remarks>
    /// Where the streams differ in depth, what follows a stream's last block lies right behind that block: its norm, and as published the recognition heads behind
    /// the audio stream and the decoders behind the image stream.
    /// </remarks>
    /// <param name="model">A model with its encoder under <c>encoder.</c></param>
    /// <param name="encoder">What the encoder was built from</param>
    /// <param name="weightDecay">Decay of parameters that are decayed at all</param>
    /// <param name="layerDecay">Factor per layer, 0.75 as published</param>
    public static IReadOnlyList<ParameterGroup> ForFinetuning(nn.Module model, EncoderConfig encoder, double weightDecay, double layerDecay)
    {
        var last = encoder.Layers + 1;
        return
        [
            .. Trained(model)
                .GroupBy(entry => (Layer: LayerOf(entry.Name, encoder), Decayed: IsDecayed(entry.Name, entry.Parameter)))
                .Select(group => Group(group, group.Key.Decayed ? weightDecay : 0, Math.Pow(layerDecay, last - group.Key.Layer), pretrained: false)),
        ];
    }

    /// <summary>Whether weight decay acts on a parameter: not on vectors, nor on anything named after a bias or a norm.</summary>
    public static bool IsDecayed(string name, Parameter parameter) =>
        parameter.shape.Length > 1 && !name.Contains("bias", StringComparison.Ordinal) && !name.Contains("norm", StringComparison.Ordinal);

    /// <summary>0 for what enters the first block, 1 for block 0 and so on.</summary>
    private static int LayerOf(string name, EncoderConfig encoder)
    {
        if (name is "encoder.fusion_tokens" || Starts("encoder.image.patch_embed.") || Starts("encoder.audio.patch_embed."))
            return 0;
        var block = BlockNumber().Match(name);
        if (block.Success) return int.Parse(block.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + 1;
        if (Starts("encoder.fusion_norm.")) return encoder.Layers + 1;
        return (Starts("encoder.audio.") || RecognitionHeads.Any(Starts) ? encoder.Audio.Depth : encoder.Image.Depth) + 1;

        bool Starts(string prefix) => name.StartsWith(prefix, StringComparison.Ordinal);
    }

    private static (string Name, Parameter Parameter)[] Trained(nn.Module model) =>
        [.. model.named_parameters().Where(entry => entry.parameter.requires_grad)];

    private static IEnumerable<ParameterGroup> Split(IEnumerable<(string Name, Parameter Parameter)> entries, double weightDecay, bool pretrained)
    {
        var byDecay = entries.ToLookup(entry => IsDecayed(entry.Name, entry.Parameter));
        yield return Group(byDecay[false], weightDecay: 0, scale: 1, pretrained);
        yield return Group(byDecay[true], weightDecay, scale: 1, pretrained);
    }

    private static ParameterGroup Group(IEnumerable<(string Name, Parameter Parameter)> entries, double weightDecay, double scale, bool pretrained)
    {
        var list = entries.ToArray();
        return new ParameterGroup([.. list.Select(entry => entry.Name)], [.. list.Select(entry => entry.Parameter)], weightDecay, scale, pretrained);
    }

    [GeneratedRegex(@"^encoder\.(?:image\.blocks|audio\.blocks|fusion_blocks)\.(\d+)\.")]
    private static partial Regex BlockNumber();
}
