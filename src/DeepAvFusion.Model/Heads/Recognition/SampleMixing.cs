using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads.Recognition;

/// <summary>Mixing of samples: sample k with its mirror image B - 1 - k, each sample with its own share.</summary>
public static class SampleMixing
{
    /// <param name="batch">[B, ..] with B even</param>
    /// <param name="shares">[B] share of the sample itself; the rest is its partner's</param>
    /// <returns>[B, ..]</returns>
    /// <exception cref="ArgumentException">B is odd, or there is not one share per sample.</exception>
    public static Tensor Mix(Tensor batch, Tensor shares)
    {
        var count = batch.shape[0];
        if (count % 2 != 0) throw new ArgumentException($"Mixing needs an even batch, not {count} samples.", nameof(batch));
        if (shares.numel() != count) throw new ArgumentException($"{shares.numel()} mixing shares were given for {count} samples.", nameof(shares));
        using var scope = NewDisposeScope();
        var share = shares.reshape([count, .. Enumerable.Repeat(1L, batch.shape.Length - 1)]);         // [B, 1, ..]
        return (batch * share + batch.flip(0) * (1 - share)).MoveToOuterDisposeScope();
    }
}
