namespace DeepAvFusion.Model.Checkpoints.Loading;

/// <summary>Which tensors of a file go into which network: the rules of the published files.</summary>
public static class CheckpointSelection
{
    /// <summary>Prefix of the encoder's keys inside every model that contains one.</summary>
    public const string EncoderPrefix = "encoder.";

    /// <summary>The tensors of a fused encoder: those under a prefix; under "encoder.", all of them where the file is an encoder itself.</summary>
    public static IReadOnlyDictionary<string, CheckpointTensor> Encoder(CheckpointFile file, string prefix = EncoderPrefix)
    {
        var all = file.Tensors();
        return prefix != EncoderPrefix || all.Keys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal)) ? file.Tensors(prefix: prefix) : all;
    }

    /// <summary>The tensors of a published single-stream file, such as MAE's or AudioMAE's, for one backbone.</summary>
    /// <remarks>
    /// Keys of the decoder and the mask token are left out, the class token too when the backbone has none, and the backbone keeps its own position table
    /// whatever the file's size; all that is left must match.
    /// </remarks>
    /// <param name="prefix">Only keys that begin with it count, and lose it.</param>
    /// <param name="hasClassToken">Whether the backbone has a class token.</param>
    public static IReadOnlyDictionary<string, CheckpointTensor> Backbone(CheckpointFile file, string prefix, bool hasClassToken)
    {
        var selected = new OrderedDictionary<string, CheckpointTensor>(StringComparer.Ordinal);
        foreach (var (key, tensor) in file.Tensors(prefix: prefix))
            if (!key.StartsWith("decoder", StringComparison.Ordinal) && !key.StartsWith("mask_token", StringComparison.Ordinal)
                && key != PositionTable && (hasClassToken || key != "cls_token"))
                selected.Add(key, tensor);
        return selected;
    }

    /// <summary>Key of a backbone's position table, which <see cref="Backbone"/> leaves as it is.</summary>
    internal const string PositionTable = "pos_embed";
}
