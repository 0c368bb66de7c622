using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Inference.Events;

/// <summary>When a label's scores become an event.</summary>
/// <param name="On">Score that begins an event, 0..1.</param>
/// <param name="Off">Score under which it ends; at most <paramref name="On"/>.</param>
/// <param name="Least">Shorter events are not told.</param>
/// <param name="Most">Labels listed with each window.</param>
/// <param name="Hint">Score of being heard in the window from which it is looked for when, 0..1.</param>
/// <param name="Begin">How sure a stretch of a window must be named for a sound to begin in it, 0..1.</param>
/// <param name="GoOn">The same for one that sounds already; at most <paramref name="Begin"/>.</param>
/// <param name="Pause">A longer pause ends a sound's event.</param>
public sealed record EventSettings(double On, double Off, TimeSpan Least, int Most, double Hint, double Begin, double GoOn, TimeSpan Pause)
{
    public static EventSettings From(SettingsReader reader)
    {
        var settings = new EventSettings(
            reader.Number("on", 0, 1), reader.Number("off", 0, 1), reader.NotNegative("least-length"), reader.Count("labels", 1, 1000),
            reader.Number("hint", 0, 1), reader.Number("begin", 0, 1), reader.Number("go-on", 0, 1), reader.NotNegative("pause"));
        if (settings.Off > settings.On)
            reader.Problem("off", FormattableString.Invariant($"is {settings.Off}, above on ({settings.On}); make it at most that"));
        if (settings.GoOn > settings.Begin)
            reader.Problem("go-on", FormattableString.Invariant($"is {settings.GoOn}, above begin ({settings.Begin}); make it at most that"));
        return settings;
    }
}
