using Prometheus;

namespace DeepAvFusion.Sinks.Webhooks;

/// <summary>What webhooks count.</summary>
internal static class WebhookMetrics
{
    private static readonly Counter Messages = Metrics.CreateCounter(
        "davf_webhook_messages_total", "Messages to a webhook that were delivered, that failed once and are tried again, that were put aside after too many tries, or whose line could not be read.", "webhook", "result");

    private static readonly Gauge Waiting = Metrics.CreateGauge("davf_webhook_waiting_bytes", "Bytes that wait for a webhook.", "webhook");

    private static readonly Gauge Failing = Metrics.CreateGauge("davf_webhook_failing", "1 while a webhook cannot be told.", "webhook");

    public static void Delivered(string webhook) => Messages.WithLabels(webhook, "delivered").Inc();

    public static void Failed(string webhook) => Messages.WithLabels(webhook, "failed").Inc();

    public static void Undelivered(string webhook) => Messages.WithLabels(webhook, "undelivered").Inc();

    public static void Unreadable(string webhook) => Messages.WithLabels(webhook, "unreadable").Inc();

    public static void ShowWaiting(string webhook, long bytes) => Waiting.WithLabels(webhook).Set(bytes);

    public static void ShowTrouble(string webhook, bool isFailing) => Failing.WithLabels(webhook).Set(isFailing ? 1 : 0);
}
