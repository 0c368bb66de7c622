using DeepAvFusion.Core;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>What data set is made of the synthetic world, and where.</summary>
/// <param name="Kind">Its folder layout: one of <see cref="SceneGenerator.Kinds"/>.</param>
/// <param name="Count">How many clips.</param>
/// <param name="Seed">The same seed makes the same set.</param>
/// <param name="Out">Folder, new or empty.</param>
public sealed record SceneGeneratorSettings(string Kind, int Count, long Seed, string Out)
{
    /// <summary>Pixels, even.</summary>
    public int Width { get; init; } = 480;

    /// <summary>Pixels, even.</summary>
    public int Height { get; init; } = 360;

    /// <summary>Pictures a second of video clips.</summary>
    public int FrameRate { get; init; } = 16;

    /// <summary>Clips made at the same time.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <exception cref="UserErrorException">Names what is impossible.</exception>
    internal void Check()
    {
        if (Count <= 0) throw new UserErrorException($"At least one clip must be made, not {Count}.");
        if (Workers <= 0) throw new UserErrorException($"At least one clip is made at a time, not {Workers}.");
        if (Out.Length == 0) throw new UserErrorException("Name the folder the clips go to.");
    }
}
