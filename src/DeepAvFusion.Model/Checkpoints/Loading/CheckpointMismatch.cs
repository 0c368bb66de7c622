using DeepAvFusion.Model.Checkpoints.Inspection;

namespace DeepAvFusion.Model.Checkpoints.Loading;

/// <summary>Everything in which a checkpoint and a network differ, listed in full.</summary>
/// <param name="Missing">Keys the network has and the checkpoint lacks.</param>
/// <param name="Unexpected">Keys the checkpoint has and the network lacks.</param>
/// <param name="Misshaped">Keys of both whose shapes differ, as "key (file [..], model [..])".</param>
/// <param name="File">What the checkpoint is, where its shapes are of a known network.</param>
/// <param name="Model">What the network is.</param>
public sealed record CheckpointMismatch(
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Unexpected,
    IReadOnlyList<string> Misshaped,
    CheckpointArchitecture? File,
    CheckpointArchitecture? Model)
{
    private const int MostNamed = 20;

    /// <summary>True when nothing differs.</summary>
    public bool IsEmpty => Missing.Count + Unexpected.Count + Misshaped.Count == 0;

    /// <summary>The preset the checkpoint fits best; null when it is of no known network.</summary>
    public string? NearestPreset => File?.Preset ?? File?.NearestPreset;

    /// <summary>Every key, one a line.</summary>
    public IEnumerable<string> Lines() =>
        Missing.Select(key => $"missing {key}").Concat(Unexpected.Select(key => $"unexpected {key}")).Concat(Misshaped.Select(key => $"misshaped {key}"));

    /// <summary>One line: what the file is, what the model is, and the keys (of very many, the first of each kind).</summary>
    public override string ToString()
    {
        var parts = new[] { Describe("missing", Missing), Describe("unexpected", Unexpected), Describe("misshaped", Misshaped) };
        var keys = string.Join("; ", parts.Where(part => part.Length > 0));
        return File is null || Model is null || File.ToString() == Model.ToString()
            ? $"does not fit the model: {keys}"
            : $"does not fit the model: the file is {Named(File)}; the model is {Named(Model)}; {keys}";
    }

    private static string Named(CheckpointArchitecture network) => $"{(network.Task == CheckpointTask.Encoder ? "an" : "a")} {network}";

    private static string Describe(string what, IReadOnlyList<string> keys)
    {
        if (keys.Count == 0)
            return "";
        var more = keys.Count > MostNamed ? $" and {keys.Count - MostNamed} more" : "";
        return $"{keys.Count} {what}: {string.Join(", ", keys.Take(MostNamed).Select(CheckpointText.Clean))}{more}";
    }
}
