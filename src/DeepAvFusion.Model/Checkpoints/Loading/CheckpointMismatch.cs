namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Everything in which a checkpoint and a module differ, listed in full.</summary>
/// <param name="Missing">Keys the module has and the checkpoint lacks.</param>
/// <param name="Unexpected">Keys the checkpoint has and the module lacks.</param>
/// <param name="Misshaped">Keys of both whose shapes differ, as "key: file [..], model [..]".</param>
/// <param name="NearestPreset">Name of the preset whose shapes the checkpoint fits best; null when none comes close.</param>
public sealed record CheckpointMismatch(
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Unexpected,
    IReadOnlyList<string> Misshaped,
    string? NearestPreset)
{
    /// <summary>True when nothing differs.</summary>
    public bool IsEmpty => Missing.Count == 0 && Unexpected.Count == 0 && Misshaped.Count == 0;
}
