using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Monitoring;

namespace DeepAvFusion.Engine.Alerts.Rules;

/// <summary>How a stream is at a moment, in words that rules know.</summary>
/// <param name="States">Of <see cref="States"/>.</param>
/// <param name="Faults">Of <see cref="Faults"/>.</param>
public sealed record StreamLook(string Stream, IReadOnlyList<string> Now, IReadOnlyList<string> Found)
{
    /// <summary>It runs, and has told nothing for a while.</summary>
    public const string Stalled = "stalled";

    /// <summary>One side of a pair of sources is away.</summary>
    public const string SideAway = "side-away";

    /// <summary>Its results cannot be saved.</summary>
    public const string NotSaved = "not-saved";

    public static readonly IReadOnlyList<string> States = [.. Enum.GetNames<StreamState>().Select(SettingsReader.Dashed), Stalled, SideAway, NotSaved];

    public static readonly IReadOnlyList<string> Faults = [.. Enum.GetNames<FaultKind>().Select(SettingsReader.Dashed)];
}
