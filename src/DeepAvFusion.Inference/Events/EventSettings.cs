using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Inference.Events;

/// <summary>When a label's scores become an event.</summary>
/// <param name="On">Score that begins an event, 0..1.</param>
/// <param name="Off">Score under which it ends; at most <paramref name="On"/>.</param>
/// <param name="Least">Shorter events are not told.</param>
/// <param name="Most">Labels listed with each window.</param>
public sealed record EventSettings(double On, double Off, TimeSpan Least, int Most)
{
    public static EventSettings From(SettingsReader reader)
    {
        var settings = new EventSettings(
            reader.Number("on", 0, 1), reader.Number("off", 0, 1), reader.NotNegative("least-length"), reader.Count("labels", 1, 1000));
        if (settings.Off > settings.On)
            reader.Problem("off", FormattableString.Invariant($"is {settings.Off}, above on ({settings.On}); make it at most that"));
        return settings;
    }
}
