using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Engine.Streams;

/// <summary>What happens when a stream's run ends against its will.</summary>
/// <param name="BackoffFrom">Wait before the first new try.</param>
/// <param name="BackoffTo">Longest wait.</param>
/// <param name="Jitter">Random share added to every wait, so that many cameras do not come back at once.</param>
/// <param name="RunsPerMinute">As many runs without a result within a minute make the stream Faulted; it is tried as before.</param>
/// <param name="FaultedRetry">How often a stream is tried whose cause somebody has to take away, such as a wrong password.</param>
public sealed record RestartSettings(TimeSpan BackoffFrom, TimeSpan BackoffTo, double Jitter, int RunsPerMinute, TimeSpan FaultedRetry)
{
    public static RestartSettings From(SettingsReader reader) => new(
        reader.AtMost("backoff-from", "backoff-to"), reader.Positive("backoff-to"), reader.Number("jitter", 0, 1),
        reader.Count("runs-per-minute", 1, 100), reader.Positive("faulted-retry"));
}
