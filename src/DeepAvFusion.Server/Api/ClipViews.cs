using DeepAvFusion.Store.Clips;

namespace DeepAvFusion.Server.Api;

/// <summary>A page of clips; `next` is the cursor of the one that follows, null where none does.</summary>
internal sealed record ClipsView(IReadOnlyList<ClipView> Clips, string? Next);

/// <param name="Start">Of the clip, which begins a little before it was asked to.</param>
/// <param name="Kept">It stays until somebody deletes it.</param>
/// <param name="Reason">`event`, `request`, or what else asked for it.</param>
/// <param name="Encoded">What was encoded anew; empty where all is as the source sent it.</param>
internal sealed record ClipView(
    string Id, string Stream, DateTimeOffset Start, DateTimeOffset End, long Bytes, bool Kept, string Reason, string Subject, string Encoded, bool Picture, bool Sound, IReadOnlyList<ClipEventView> Events)
{
    public static ClipView Of(StoredClip clip) => new(
        clip.Id, clip.Stream, DateTimeOffset.FromUnixTimeMilliseconds(clip.StartAt), DateTimeOffset.FromUnixTimeMilliseconds(clip.EndAt), clip.Bytes, clip.IsKept, clip.Reason, clip.Subject, clip.Encoded,
        clip.HasPicture, clip.HasSound,
        [.. clip.Events.Select(e => new ClipEventView(e.Event, e.Label, e.Verdict, DateTimeOffset.FromUnixTimeMilliseconds(e.At), e.Peak, e.HasSnapshot, e.HasMask, e.HasSound))]);
}

/// <param name="At">When it was strongest.</param>
internal sealed record ClipEventView(string Event, string Label, string Verdict, DateTimeOffset At, double Peak, bool Snapshot, bool Mask, bool Sound);

/// <summary>What is asked to be cut.</summary>
internal sealed record NewClip(string? Stream, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>A clip in the making.</summary>
internal sealed record ClipTakenView(string Id);

internal sealed record Keeping(bool Kept);
