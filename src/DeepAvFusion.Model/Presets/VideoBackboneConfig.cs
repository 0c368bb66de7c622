namespace DeepAvFusion.Model.Presets;

/// <summary>A single-stream transformer over a video.</summary>
/// <param name="Frames">Frames of the input.</param>
/// <param name="Input">Exact height and width of a frame.</param>
/// <param name="FramePatch">Frames of a tubelet.</param>
/// <param name="Patch">Side of a tubelet, in pixels.</param>
/// <param name="Width">Channels of a token.</param>
/// <param name="Depth">Number of blocks.</param>
/// <param name="Heads">Attention heads per block.</param>
/// <param name="MlpRatio">Hidden width of the MLP, as a multiple of the width.</param>
/// <param name="ClassToken">Whether a learned token with its own place in the position table is put in front.</param>
/// <param name="Attention">How tokens attend to each other.</param>
/// <param name="Channels">Channels of a frame.</param>
public sealed record VideoBackboneConfig(
    int Frames, InputSize Input, int FramePatch, int Patch, int Width, int Depth, int Heads, double MlpRatio = 4,
    bool ClassToken = false, VideoAttention Attention = VideoAttention.Joint, int Channels = 3)
{
    /// <summary>Tubelets along time.</summary>
    public int TimeSteps => Frames / FramePatch;

    /// <summary>Patches per column and per row of a frame.</summary>
    public GridSize Grid => new(Input.Height / Patch, Input.Width / Patch);

    /// <summary>Lists what makes this configuration impossible; empty when it can be built.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var problem in new BackboneConfig(Channels, Input, Patch, Width, Depth, Heads, MlpRatio).Problems("video")) yield return problem;
        if (FramePatch < 1 || Frames < 1 || Frames % FramePatch != 0)
            yield return $"{Frames} video frames are not divisible by the tubelet length {FramePatch}";
        if (Width % 8 != 0) yield return $"video width {Width} must be a multiple of 8 (position table of three axes)";
    }
}
