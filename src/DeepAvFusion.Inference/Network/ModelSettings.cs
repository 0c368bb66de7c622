using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Inference.Network;

/// <summary>Which network runs, and on what.</summary>
/// <param name="Checkpoint">File with trained weights, or null for freshly initialised ones of <paramref name="Preset"/>.</param>
/// <param name="Device">`cpu`, `cuda`, `cuda:N` or `auto`.</param>
public sealed record ModelSettings(string Preset, string? Checkpoint, long Seed, string Device, NumberType Type, int Threads)
{
    /// <summary>File of a classifier that stands in for the model's recognition; null for none.</summary>
    public string? Recognition { get; init; }

    /// <summary>File of a segmentation that stands in for the model's; null for none.</summary>
    public string? Segmentation { get; init; }

    /// <summary>File of a separation that stands in for the model's; null for none.</summary>
    public string? Separation { get; init; }

    public static ModelSettings From(SettingsReader reader) => new(
        reader.Text("preset"), reader.OptionalText("checkpoint"), reader.Count("seed", 0), reader.Text("device"), reader.Choice<NumberType>("dtype"), reader.Count("threads", 1, 1024))
    {
        Recognition = reader.OptionalText("recognition"),
        Segmentation = reader.OptionalText("segmentation"),
        Separation = reader.OptionalText("separation"),
    };
}

/// <summary>Number format the network computes in.</summary>
public enum NumberType
{
    /// <summary>Bfloat16 where the device multiplies it by itself, else float32.</summary>
    Auto,
    Float32,
    Bfloat16,
}
