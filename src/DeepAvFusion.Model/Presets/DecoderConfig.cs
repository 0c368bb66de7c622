namespace DeepAvFusion.Model.Presets;

/// <summary>The reconstruction decoder of one modality.</summary>
/// <param name="MaskRatio">Share of patches that are removed and have to be reconstructed.</param>
/// <param name="Kind">Its blocks.</param>
/// <param name="Depth">Number of blocks.</param>
/// <param name="NormalizeTargets">Whether each target patch is normalised with its own mean and variance.</param>
public sealed record DecoderConfig(double MaskRatio, DecoderKind Kind = DecoderKind.Plain, int Depth = 8, bool NormalizeTargets = true)
{
    /// <summary>Patches of a grid of <paramref name="count"/> that the encoder sees: truncated in double precision.</summary>
    public int Kept(int count) => (int)(count * (1 - MaskRatio));

    internal IEnumerable<string> Problems(string name, GridSize grid)
    {
        if (Depth < 1) yield return $"{name} decoder depth {Depth} must be at least 1";
        if (MaskRatio is not (> 0 and < 1)) yield return $"{name} mask ratio {MaskRatio} must be between 0 and 1";
        else if (Kept(grid.Cells) < 1) yield return $"{name} mask ratio {MaskRatio} keeps none of {grid.Cells} patches";
        if (Kind == DecoderKind.Swin && WindowLayout.Problem(grid) is { } problem) yield return $"{name} decoder: {problem}";
    }
}
