using System.Text.Json;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Sinks.Webhooks;

/// <summary>An event's beginning or end as it leaves the program.</summary>
/// <remarks>CloudEvents 1.0 in structured JSON; its data are the event as the API tells it. The schema lies in deploy/schemas.</remarks>
public static class WebhookMessage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line. Of the same news it is always the same id.</summary>
    public static byte[] Of(StoredEvent e)
    {
        var phase = e.IsOpen ? "started" : "ended";
        return JsonSerializer.SerializeToUtf8Bytes(
            new Envelope("1.0", $"{e.Id}.{phase}", $"/deepav/streams/{e.Stream}", $"deepav.event.{phase}.v1", e.Id.ToString(), e.IsOpen ? e.Start : e.End, "application/json", e.Stream, EventDocument.Of(e)), Json);
    }

    /// <summary>The id of a line.</summary>
    /// <exception cref="JsonException">It is no message.</exception>
    internal static string IdOf(byte[] line)
    {
        using var message = JsonDocument.Parse(line);
        return message.RootElement.ValueKind == JsonValueKind.Object && message.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : throw new JsonException("no id");
    }

    private sealed record Envelope(
        string Specversion, string Id, string Source, string Type, string Subject, DateTimeOffset Time, string Datacontenttype, string Partitionkey, EventDocument Data);
}
