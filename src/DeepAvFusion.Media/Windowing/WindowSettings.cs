using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Media.Windowing;

/// <summary>How a stream is cut into windows.</summary>
public sealed record WindowSettings
{
    /// <summary>Length of a window.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>From the start of one window to the start of the next; at most the duration.</summary>
    public required TimeSpan Step { get; init; }

    /// <summary>Timestamps of sound may be off by this much without a sample being added or dropped at once.</summary>
    public required TimeSpan Jitter { get; init; }

    /// <summary>How far sound or picture may run ahead before a window is made without the other.</summary>
    public required TimeSpan Patience { get; init; }

    /// <summary>Longest hole filled with silence; a longer one, or time running backwards, starts afresh.</summary>
    public required TimeSpan MaxGap { get; init; }

    /// <summary>How far from the centre of a window its picture may lie.</summary>
    public required TimeSpan PictureReach { get; init; }

    /// <summary>Reads the section `davf.windowing`.</summary>
    public static WindowSettings From(SettingsReader windowing) => new()
    {
        Duration = windowing.Positive("duration"),
        Step = windowing.AtMost("step", "duration"),
        Jitter = windowing.NotNegative("jitter"),
        Patience = windowing.Positive("patience"),
        MaxGap = windowing.Positive("max-gap"),
        PictureReach = windowing.Positive("picture-reach"),
    };
}
