using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Training.Settings;

/// <summary>Settings that may be left empty.</summary>
internal static class OptionalSettings
{
    /// <summary>A whole number; null when it is empty.</summary>
    public static int? OptionalCount(this SettingsReader reader, string key, int least = 1) => reader.OptionalText(key) is null ? null : reader.Count(key, least);

    /// <summary>A number above 0; null when it is empty.</summary>
    public static double? OptionalAbove(this SettingsReader reader, string key) => reader.OptionalText(key) is null ? null : reader.Inside(key, 0);

    /// <summary>A share of 0 to below 1.</summary>
    public static double Rate(this SettingsReader reader, string key)
    {
        var rate = reader.Number(key, 0, 1);
        if (rate == 1) reader.Problem(key, "is 1; it must be below, or nothing is left");
        return rate == 1 ? 0 : rate;
    }
}
