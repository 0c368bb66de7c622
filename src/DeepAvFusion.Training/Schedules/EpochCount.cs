using System.Globalization;

namespace DeepAvFusion.Training.Schedules;

/// <summary>A number of epochs as settings have it: a number, or one divided by another, such as "epochs/2" or "200/2".</summary>
public static class EpochCount
{
    /// <param name="epochs">What the word "epochs" stands for.</param>
    /// <returns>Null when the text is neither.</returns>
    public static double? Read(string text, double epochs)
    {
        var parts = text.Split('/');
        if (parts.Length > 2 || Number(parts[0], epochs) is not { } first) return null;
        if (parts.Length == 1) return first;
        return Number(parts[1], epochs) is { } second and not 0 ? first / second : null;
    }

    private static double? Number(string text, double epochs) => text.Trim() == "epochs" ? epochs
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
