using System.Text.Json;

namespace DeepAvFusion.Store.Clips;

/// <summary>A piece of a stream's own pictures and sound, as it is kept. Moments are milliseconds since 1970, UTC.</summary>
public sealed record StoredClip
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Sixteen hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string Stream { get; init; }

    public required long StartAt { get; init; }

    public required long EndAt { get; init; }

    /// <summary>What its files take.</summary>
    public required long Bytes { get; init; }

    /// <summary>Somebody asked for it to be kept: it goes only when somebody deletes it.</summary>
    public required bool IsKept { get; init; }

    /// <summary>Why it was cut: `event`, `request`, or what else asked for it.</summary>
    public required string Reason { get; init; }

    /// <summary>What it was cut for, where that is no event, such as an alert's id; else empty.</summary>
    public required string Subject { get; init; }

    /// <summary>What was encoded anew because no browser plays it; empty where all is as the source sent it.</summary>
    public required string Encoded { get; init; }

    public required bool HasPicture { get; init; }

    public required bool HasSound { get; init; }

    /// <summary>What happens in it.</summary>
    public required IReadOnlyList<ClipEvent> Events { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Null where it is none.</summary>
    public static StoredClip? FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredClip>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An event that a clip shows.</summary>
/// <param name="Event">Its id.</param>
/// <param name="At">When it was strongest.</param>
/// <param name="HasSnapshot">There is a picture of that moment, with what sounds marked in it.</param>
/// <param name="HasMask">There is a mask of the region that made it.</param>
/// <param name="HasSound">There is the sound of that region alone.</param>
public sealed record ClipEvent(string Event, string Label, string Verdict, long At, double Peak, bool HasSnapshot, bool HasMask, bool HasSound);
