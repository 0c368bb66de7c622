using DeepAvFusion.Core;

namespace DeepAvFusion.Scenes.Video;

/// <summary>One picture of a scene, the sound that goes with it and the truth. Its buffers are those of the <see cref="SceneVideo"/>: valid until the next.</summary>
public sealed class SceneVideoFrame
{
    /// <summary>Counts from 0.</summary>
    public required long Index { get; init; }

    /// <summary>When the picture is shown and its sound begins.</summary>
    public required MediaTime Time { get; init; }

    /// <summary>Height * width * 3, red, green, blue.</summary>
    public required ReadOnlyMemory<byte> Rgb { get; init; }

    /// <summary>Height * width; 0, or the <see cref="SceneVideoSource.Number"/> of the thing seen there.</summary>
    public required ReadOnlyMemory<byte> Owners { get; init; }

    /// <summary>Mono at <see cref="AudioClock.Rate"/> up to the next picture: the sum of all sources and the noise.</summary>
    public required ReadOnlyMemory<float> Samples { get; init; }

    /// <summary>The background noise alone.</summary>
    public required ReadOnlyMemory<float> Noise { get; init; }

    /// <summary>Everything seen or heard now.</summary>
    public required IReadOnlyList<SceneVideoSource> Sources { get; init; }
}
