using System.Text.Json;
using DeepAvFusion.Store.Clips;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Sinks.Evidence;

/// <summary>What a bundle of evidence says of itself: evidence.json.</summary>
/// <param name="Version">Of this form.</param>
/// <param name="Program">Version of the program that made it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Event">What was told live, with its scores and the weights that said it.</param>
/// <param name="Clip">The clip that shows it.</param>
/// <param name="Bounds">What analysing the clip again may differ by and still say the same.</param>
public sealed record EvidenceDocument(int Version, string Program, DateTimeOffset MadeAt, EventDocument Event, StoredClip Clip, EvidenceBounds Bounds)
{
    public const int ThisVersion = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Null where it is none.</summary>
    public static EvidenceDocument? FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<EvidenceDocument>(json, Json) is { Event: not null, Clip: not null, Bounds: not null } document ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What analysing a clip again may differ by: its windows begin at other moments than those of the live stream.</summary>
/// <param name="Seconds">Of the beginning and of the end of the event.</param>
/// <param name="Score">Of the highest score.</param>
/// <param name="Overlap">Least intersection over union of the masks, where both have one.</param>
public sealed record EvidenceBounds(double Seconds, double Score, double Overlap);

/// <summary>The settings by which results are made, as a file of settings; no addresses and no secrets are among them.</summary>
public sealed record EvidenceSettings(string Text, TimeSpan Step, TimeSpan Window, string Program)
{
    /// <summary>Windows of the clip may begin up to a step earlier or later than those of the stream, and an event with them.</summary>
    public EvidenceBounds Bounds => new(Math.Round((Step + (Window / 2)).TotalSeconds, 3), 0.2, 0.3);
}
