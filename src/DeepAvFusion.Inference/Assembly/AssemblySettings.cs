using DeepAvFusion.Core.Settings;
using DeepAvFusion.Inference.Events;
using DeepAvFusion.Inference.Regions;

namespace DeepAvFusion.Inference.Assembly;

/// <summary>Everything between a network's output and what people are told.</summary>
public sealed record AssemblySettings(RegionSettings Regions, EventSettings Events, SeparationSettings Separation)
{
    public static AssemblySettings From(SettingsReader davf) => new(
        davf.Section("regions", RegionSettings.From), davf.Section("events", EventSettings.From), davf.Section("separation", SeparationSettings.From));
}
