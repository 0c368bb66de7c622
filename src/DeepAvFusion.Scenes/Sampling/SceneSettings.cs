using DeepAvFusion.Core;
using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Sampling;

/// <summary>What windows of the synthetic world are made of. Chances are 0..1.</summary>
public sealed record SceneSettings
{
    public int PictureWidth { get; init; } = 224;

    public int PictureHeight { get; init; } = 224;

    /// <summary>Length of a window's sound.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Kinds that appear; class numbers stay those of <see cref="SceneKinds.All"/>.</summary>
    public IReadOnlyList<SceneKind> Kinds { get; init; } = SceneKinds.All;

    /// <summary>Most things in a picture, each of another kind; 1..8.</summary>
    public int MostThings { get; init; } = 4;

    /// <summary>Most sounds at once; 1..4.</summary>
    public int MostSounds { get; init; } = 3;

    /// <summary>Fewest sounds in a window that is not silent.</summary>
    public int LeastSounds { get; init; } = 1;

    /// <summary>A window in which nothing sounds.</summary>
    public float SilenceChance { get; init; } = 0.1f;

    /// <summary>A picture without any thing.</summary>
    public float EmptyChance { get; init; } = 0.04f;

    /// <summary>A sound whose thing is not in the picture.</summary>
    public float OffScreenChance { get; init; } = 0.15f;

    /// <summary>A silent thing that moves as if it sounded, so that the picture alone does not tell.</summary>
    public float MimeChance { get; init; } = 0.5f;

    /// <summary>A sound that begins or ends inside the window.</summary>
    public float PartialChance { get; init; } = 0.35f;

    /// <summary>Longer side of the smallest thing, as a share of the picture's shorter side.</summary>
    public float LeastSize { get; init; } = 0.12f;

    /// <summary>Longer side of the largest thing, as a share of the picture's shorter side.</summary>
    public float MostSize { get; init; } = 0.4f;

    /// <summary>Level of the loudest background noise, dB below full scale.</summary>
    public float LoudestNoise { get; init; } = -38;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="UserErrorException">Names all that are impossible.</exception>
    internal void Check()
    {
        var problems = new List<string>();
        if (PictureWidth is < 16 or > 4096 || PictureHeight is < 16 or > 4096) problems.Add($"a picture is 16 to 4096 pixels a side, not {PictureWidth}x{PictureHeight}");
        if (Duration < TimeSpan.FromSeconds(0.5) || Duration > TimeSpan.FromMinutes(10)) problems.Add($"a window lasts from 0.5 s to 10 min, not {Duration.TotalSeconds} s");
        if (MostThings is < 1 or > 8) problems.Add($"1 to 8 things fit into a picture, not {MostThings}");
        if (MostSounds is < 1 or > 4) problems.Add($"1 to 4 sounds fit into a window, not {MostSounds}");
        if (LeastSounds < 1 || LeastSounds > MostSounds) problems.Add($"at least 1 and at most {MostSounds} sounds are in a window, not {LeastSounds}");
        if (Kinds.Distinct().Count() != Kinds.Count || Kinds.Count == 0) problems.Add("the kinds must be at least one, and each named once");
        if (!(LeastSize > 0 && LeastSize <= MostSize && MostSize <= 1)) problems.Add($"sizes must be 0 < least <= most <= 1, not {LeastSize} and {MostSize}");
        if (!(LoudestNoise <= 0)) problems.Add($"noise is at most 0 dB, not {LoudestNoise}");
        foreach (var (name, chance) in Chances()) if (!(chance is >= 0 and <= 1)) problems.Add($"{name} must be 0 to 1, not {chance}");
        if (problems.Count > 0) throw new UserErrorException($"These scene settings cannot be met: {string.Join("; ", problems)}.");
    }

    private IEnumerable<(string Name, float Chance)> Chances() =>
    [
        (nameof(SilenceChance), SilenceChance), (nameof(EmptyChance), EmptyChance), (nameof(OffScreenChance), OffScreenChance),
        (nameof(MimeChance), MimeChance), (nameof(PartialChance), PartialChance),
    ];
}
