using System.Globalization;

namespace DeepAvFusion.Model.Presets;

/// <summary>
/// The layers that fuse: <c>all</c>, <c>none</c>, or layer numbers from 0 joined by dashes.
/// <c>0-2</c> means layers 0 and 2, not a range.
/// </summary>
public sealed class FusionLayers : IEquatable<FusionLayers>
{
    private readonly int[]? _layers;

    private FusionLayers(int[]? layers) => _layers = layers;

    /// <summary>Every layer fuses.</summary>
    public static FusionLayers All { get; } = new(layers: null);

    /// <summary>No layer fuses.</summary>
    public static FusionLayers None { get; } = new([]);

    /// <summary>Reads <c>all</c>, <c>none</c> or numbers joined by dashes.</summary>
    /// <exception cref="ModelConfigurationException">Anything else.</exception>
    public static FusionLayers Parse(string text)
    {
        if (text == "all") return All;
        if (text == "none") return None;
        var layers = new SortedSet<int>();
        foreach (var part in text.Split('-'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var layer))
                throw new ModelConfigurationException("fusion", [$"fusion layers '{text}' must be all, none, or layer numbers joined by dashes"]);
            layers.Add(layer);
        }

        return new FusionLayers([.. layers]);
    }

    /// <summary>Whether layer <paramref name="layer"/> (from 0) fuses.</summary>
    public bool Contains(int layer) => _layers is null || _layers.Contains(layer);

    /// <summary>The highest layer named, or -1 for <c>all</c> and <c>none</c>.</summary>
    public int Highest => _layers is { Length: > 0 } ? _layers[^1] : -1;

    public bool Equals(FusionLayers? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as FusionLayers);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _layers switch
    {
        null => "all",
        [] => "none",
        _ => string.Join('-', _layers),
    };
}
