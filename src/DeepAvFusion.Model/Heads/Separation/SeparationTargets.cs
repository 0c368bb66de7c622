using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads.Separation;

/// <summary>What a separation mask should be, from log10-mel spectrograms.</summary>
/// <remarks>Both compare with the mixture, not with the rest of the mixture, as published.</remarks>
public static class SeparationTargets
{
    /// <summary>Share of the source: source over source plus mixture, so about one half for a lone source.</summary>
    /// <param name="source">[B, 1, mel, time] log10 mel of the wanted source</param>
    /// <param name="mixture">[B, 1, mel, time] log10 mel of the mixture</param>
    public static Tensor Ratio(Tensor source, Tensor mixture)
    {
        using var scope = NewDisposeScope();
        var (wanted, all) = (pow(10, source), pow(10, mixture));
        return (wanted / (wanted + all + 1e-5)).clamp(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>1 where the source is louder than the mixture.</summary>
    /// <param name="source">[B, 1, mel, time] log10 mel of the wanted source</param>
    /// <param name="mixture">[B, 1, mel, time] log10 mel of the mixture</param>
    public static Tensor Binary(Tensor source, Tensor mixture)
    {
        using var scope = NewDisposeScope();
        return pow(10, source).gt(pow(10, mixture)).to(source.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>Weight of each cell: the loudness of the mixture.</summary>
    /// <param name="mixture">[B, 1, mel, time] log10 mel of the mixture</param>
    public static Tensor Weight(Tensor mixture)
    {
        using var scope = NewDisposeScope();
        return pow(10, mixture).log1p().clamp(1e-3, 10).MoveToOuterDisposeScope();
    }
}
