using DeepAvFusion.Sinks.Alerts;

namespace DeepAvFusion.Sinks.Webhooks;

/// <summary>Tells webhooks of alerts.</summary>
public sealed class WebhookAlerts(WebhookOutbox outbox) : IAlertOutput
{
    public void Tell(IReadOnlyList<AlertNotice> notices)
    {
        foreach (var hook in outbox.Deliveries)
            hook.Add([.. notices.Where(notice => hook.Settings.Wants(notice.Alert)).Select(AlertMessage.Of)]);
    }
}
