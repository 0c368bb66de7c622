using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Inference.Network;

/// <summary>Which network runs, and on what.</summary>
/// <param name="Checkpoint">File with trained weights, or null for freshly initialised ones of <paramref name="Preset"/>.</param>
/// <param name="Device">`cpu`, `cuda`, `cuda:N` or `auto`.</param>
public sealed record ModelSettings(string Preset, string? Checkpoint, long Seed, string Device, NumberType Type, int Threads)
{
    public static ModelSettings From(SettingsReader reader) => new(
        reader.Text("preset"), reader.OptionalText("checkpoint"), reader.Count("seed", 0), reader.Text("device"), reader.Choice<NumberType>("dtype"), reader.Count("threads", 1, 1024));
}

/// <summary>Number format the network computes in.</summary>
public enum NumberType
{
    Float32,
    Bfloat16,
}
