namespace DeepAvFusion.Model.Presets;

/// <summary>Dropout rates of training; all 0 in the published pre-training.</summary>
/// <param name="Path">Share of samples whose residual branch is dropped; the same in every layer.</param>
/// <param name="Attention">Dropout of attention weights.</param>
/// <param name="Projection">Dropout after attention projections and inside MLPs.</param>
public sealed record DropRates(double Path = 0, double Attention = 0, double Projection = 0)
{
    /// <summary>Nothing is dropped.</summary>
    public static DropRates None { get; } = new();

    internal IEnumerable<string> Problems()
    {
        foreach (var (name, rate) in new[] { ("drop path", Path), ("attention dropout", Attention), ("projection dropout", Projection) })
        {
            if (rate is not (>= 0 and < 1)) yield return $"{name} rate {rate} must be at least 0 and below 1";
        }
    }
}
