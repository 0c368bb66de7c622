namespace DeepAvFusion.Model.Presets;

/// <summary>One single-stream transformer: its input, patches and size.</summary>
/// <param name="Channels">Input channels: 3 for images, 1 for log-mel spectrograms.</param>
/// <param name="Input">Exact input size.</param>
/// <param name="Patch">Side of a square patch, in pixels.</param>
/// <param name="Width">Channels of a token.</param>
/// <param name="Depth">Number of transformer blocks.</param>
/// <param name="Heads">Attention heads per block.</param>
/// <param name="MlpRatio">Hidden width of the MLP, as a multiple of the width.</param>
/// <param name="ClassToken">Whether a learned token is put in front; the fused encoder uses none.</param>
public sealed record BackboneConfig(
    int Channels, InputSize Input, int Patch, int Width, int Depth, int Heads, double MlpRatio = 4, bool ClassToken = false)
{
    /// <summary>Patches per column and per row of the input.</summary>
    public GridSize Grid => new(Input.Height / Patch, Input.Width / Patch);

    /// <summary>Numbers in one patch.</summary>
    public int PatchNumbers => Patch * Patch * Channels;

    /// <summary>Lists what makes this configuration impossible; empty when it can be built.</summary>
    /// <param name="name">How messages call this backbone.</param>
    public IEnumerable<string> Problems(string name = "backbone")
    {
        if (Channels < 1) yield return $"{name} channels {Channels} must be at least 1";
        if (Patch < 1 || Input.Height < 1 || Input.Width < 1)
            yield return $"{name} input {Input} and patch {Patch} must be positive";
        else if (Input.Height % Patch != 0 || Input.Width % Patch != 0)
            yield return $"{name} input {Input} is not divisible by the patch size {Patch}";
        if (Depth < 1) yield return $"{name} depth {Depth} must be at least 1";
        if (Width < 4 || Width % 4 != 0) yield return $"{name} width {Width} must be a multiple of 4 (position table)";
        if (Heads < 1 || Width % Heads != 0) yield return $"{name} width {Width} is not divisible by its {Heads} heads";
        if ((int)(Width * MlpRatio) < 1) yield return $"{name} MLP ratio {MlpRatio} leaves no hidden channel";
    }
}
