using System.Globalization;

namespace DeepAvFusion.Core.Results;

/// <summary>One continuous output sound of a stream: the mixture, a region, or what no region claims.</summary>
public readonly record struct TrackId(TrackKind Kind, int Region)
{
    public static readonly TrackId Mixture = new(TrackKind.Mixture, 0);

    public static readonly TrackId Residual = new(TrackKind.Residual, 0);

    public static TrackId OfRegion(int id) => new(TrackKind.Region, id);

    /// <summary>`mixture`, `residual` or `region-N`.</summary>
    public override string ToString() => Kind switch
    {
        TrackKind.Mixture => "mixture",
        TrackKind.Residual => "residual",
        _ => $"region-{Region.ToString(CultureInfo.InvariantCulture)}",
    };

    public static bool TryParse(string? text, out TrackId track)
    {
        track = text switch { "mixture" => Mixture, "residual" => Residual, _ => default };
        if (text is "mixture" or "residual")
            return true;
        if (text is null || !text.StartsWith("region-", StringComparison.Ordinal)
            || !int.TryParse(text.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return false;
        track = OfRegion(id);
        return true;
    }
}

public enum TrackKind
{
    Mixture,
    Region,
    Residual,
}
