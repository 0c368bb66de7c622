namespace DeepAvFusion.Model.Presets;

/// <summary>The fused audio-visual encoder.</summary>
/// <param name="Image">Image backbone.</param>
/// <param name="Audio">Audio backbone, of the same width.</param>
/// <param name="Fusion">Fusion blocks.</param>
/// <param name="Drop">Dropout rates, the same in backbones and fusion blocks.</param>
public sealed record EncoderConfig(BackboneConfig Image, BackboneConfig Audio, FusionConfig Fusion, DropRates? Drop = null)
{
    /// <summary>Channels of every token.</summary>
    public int Width => Image.Width;

    /// <summary>Layers that run: as many as the shallower backbone has.</summary>
    public int ExecutedLayers => Math.Min(Image.Depth, Audio.Depth);

    /// <summary>Layers that exist; surplus blocks of the deeper backbone are idle.</summary>
    public int Layers => Math.Max(Image.Depth, Audio.Depth);

    /// <summary>Lists what makes this configuration impossible; empty when it can be built.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var problem in Image.Problems("image").Concat(Audio.Problems("audio"))) yield return problem;
        if (Image.Width != Audio.Width) yield return $"image width {Image.Width} and audio width {Audio.Width} must be equal";
        if (Image.ClassToken || Audio.ClassToken) yield return "the fused encoder has no class tokens";
        foreach (var problem in Fusion.Problems(Width, Layers)) yield return problem;
        foreach (var problem in (Drop ?? DropRates.None).Problems()) yield return problem;
    }
}
