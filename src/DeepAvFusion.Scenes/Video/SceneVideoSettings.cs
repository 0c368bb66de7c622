using DeepAvFusion.Core;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Worlds;

namespace DeepAvFusion.Scenes.Video;

/// <summary>What a scene that goes on and on looks and sounds like.</summary>
public sealed record SceneVideoSettings
{
    /// <summary>Pixels, even.</summary>
    public int Width { get; init; } = 480;

    /// <summary>Pixels, even.</summary>
    public int Height { get; init; } = 360;

    /// <summary>Pictures a second.</summary>
    public int FrameRate { get; init; } = 15;

    /// <summary>Kinds that come and go.</summary>
    public IReadOnlyList<SceneKind> Kinds { get; init; } = SceneKinds.All;

    public BackdropStyle Style { get; init; } = BackdropStyle.Room;

    /// <summary>Most things in the picture at once; fewer than there are kinds.</summary>
    public int MostThings { get; init; } = 4;

    /// <summary>Most sounds at once.</summary>
    public int MostSounds { get; init; } = 2;

    /// <summary>Level of the background noise, dB below full scale.</summary>
    public float Noise { get; init; } = -56;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="UserErrorException">Names all that are impossible.</exception>
    internal void Check()
    {
        var problems = new List<string>();
        if (Width is < 32 or > 4096 || Height is < 32 or > 4096 || Width % 2 + Height % 2 > 0) problems.Add($"a picture has an even number of pixels from 32 to 4096 a side, not {Width}x{Height}");
        if (FrameRate is < 1 or > 120) problems.Add($"a scene has 1 to 120 pictures a second, not {FrameRate}");
        if (MostThings < 1 || MostThings >= Math.Min(Kinds.Count, 200)) problems.Add($"at most {Math.Max(0, Kinds.Count - 1)} things can be shown with {Kinds.Count} kinds, and at least one, not {MostThings}");
        if (MostSounds is < 1 or > 3) problems.Add($"1 to 3 things sound at once, not {MostSounds}");
        if (!(Noise <= -20)) problems.Add($"noise is at most -20 dB, not {Noise}");
        if (problems.Count > 0) throw new UserErrorException($"This scene cannot be shown: {string.Join("; ", problems)}.");
    }
}
