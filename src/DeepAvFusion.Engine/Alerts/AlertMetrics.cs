using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Alerts.Rules;
using DeepAvFusion.Store.Alerts;
using Prometheus;

namespace DeepAvFusion.Engine.Alerts;

/// <summary>What alerts count.</summary>
internal static class AlertMetrics
{
    private static readonly Gauge Open = Metrics.CreateGauge("davf_alerts_open", "Alerts that are not closed, by severity and whether somebody acknowledged them.", "severity", "state");

    private static readonly Counter Changes = Metrics.CreateCounter("davf_alerts_changes_total", "What became of alerts: opened, set-again, cleared, acknowledged, commented, escalated, closed.", "kind", "severity");

    private static readonly Counter Muted = Metrics.CreateCounter("davf_alerts_muted_total", "Looks at which an alert would have been set but for a planned silence or its cooldown.", "reason");

    private static readonly Gauge Waiting = Metrics.CreateGauge("davf_alerts_spool_bytes", "Bytes of alerts that wait for the store.");

    private static readonly Gauge Failing = Metrics.CreateGauge("davf_alerts_failing", "1 while alerts cannot be kept, or handed to the outputs.");

    public static void Show(IReadOnlyCollection<StoredAlert> open)
    {
        foreach (var severity in Enum.GetNames<AlertSeverity>().Select(SettingsReader.Dashed))
        {
            foreach (var state in new[] { StoredAlert.Open, StoredAlert.Acknowledged })
                Open.WithLabels(severity, state).Set(open.Count(alert => alert.Severity == severity && alert.State == state));
        }
    }

    public static void Changed(string kind, string severity) => Changes.WithLabels(kind, severity).Inc();

    public static void Mute(string reason) => Muted.WithLabels(reason).Inc();

    public static void ShowJournal(long waiting, bool isFailing)
    {
        Waiting.Set(waiting);
        Failing.Set(isFailing ? 1 : 0);
    }
}
