namespace DeepAvFusion.Model.Presets;

/// <summary>The fused encoder over a video and its sound.</summary>
/// <param name="Video">Video backbone: joint attention, no class token.</param>
/// <param name="Audio">Audio backbone, of the same width.</param>
/// <param name="Fusion">Factorized fusion blocks.</param>
/// <param name="Drop">Dropout rates.</param>
public sealed record VideoEncoderConfig(VideoBackboneConfig Video, BackboneConfig Audio, FusionConfig Fusion, DropRates? Drop = null)
{
    /// <summary>Layers that run.</summary>
    public int ExecutedLayers => Math.Min(Video.Depth, Audio.Depth);

    /// <summary>Layers that exist.</summary>
    public int Layers => Math.Max(Video.Depth, Audio.Depth);

    /// <summary>Lists what makes this configuration impossible; empty when it can be built.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var problem in Video.Problems().Concat(Audio.Problems("audio"))) yield return problem;
        if (Video.Width != Audio.Width) yield return $"video width {Video.Width} and audio width {Audio.Width} must be equal";
        if (Video.ClassToken || Audio.ClassToken) yield return "the fused encoder has no class tokens";
        if (Video.Attention != VideoAttention.Joint) yield return "the fused encoder needs joint video attention";
        if (Fusion.Kind != FusionKind.Factorized) yield return "the fused video encoder has factorized fusion only";
        foreach (var problem in Fusion.Problems(Video.Width, Layers)) yield return problem;
        foreach (var problem in (Drop ?? DropRates.None).Problems()) yield return problem;
    }
}
