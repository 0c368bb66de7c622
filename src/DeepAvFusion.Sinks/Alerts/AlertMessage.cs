using System.Text.Json;
using DeepAvFusion.Store.Alerts;

namespace DeepAvFusion.Sinks.Alerts;

/// <summary>What became of an alert, as it leaves the program.</summary>
/// <remarks>CloudEvents 1.0 in structured JSON; its data are the alert as the API tells it. The schema lies in deploy/schemas.</remarks>
public static class AlertMessage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line. Of the same notice it is always the same id.</summary>
    public static byte[] Of(AlertNotice notice)
    {
        var alert = notice.Alert;
        return JsonSerializer.SerializeToUtf8Bytes(
            new Envelope("1.0", notice.Id, $"/deepav/streams/{alert.Stream}", $"deepav.alert.{notice.Note.Kind}.v1", alert.Id, DateTimeOffset.FromUnixTimeMilliseconds(notice.Note.At), "application/json", alert.Stream,
                alert.Severity, AlertDocument.Of(alert)), Json);
    }

    private sealed record Envelope(
        string Specversion, string Id, string Source, string Type, string Subject, DateTimeOffset Time, string Datacontenttype, string Partitionkey, string Severity, AlertDocument Data);
}
