using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Sinks.Clips;
using DeepAvFusion.Store.Access;
using DeepAvFusion.Store.Clips;
using DeepAvFusion.Store.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Api;

/// <summary>/api/clips: what the streams' sources sent around events. Refusals are problem details (RFC 9457).</summary>
internal static class ClipEndpoints
{
    private static readonly string[] Filters = ["stream", "label", "event", "subject", "from", "to", "kept", "limit"];
    private static readonly string[] Cursor = ["cursor"];

    public static void MapClips(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<ClipDesk>() is not { } desk)
        {
            routes.Map("/api/clips/{**rest}", () => Problem(StatusCodes.Status404NotFound, "No clips are kept.", "This analyzer keeps no clips (davf.clips.enabled is false).")).For(AccessRole.Viewer, StreamScope.Asked).ExcludeFromDescription();
            return;
        }
        var (table, analyzer) = (routes.ServiceProvider.GetRequiredService<ClipTable>(), routes.ServiceProvider.GetRequiredService<Analyzer>());
        var api = routes.MapGroup("/api/clips").AddEndpointFilter(ApiProblems.TellAsync).For(AccessRole.Viewer, StreamScope.Asked);
        api.MapGet("", (HttpRequest request, CancellationToken cancel) => ListAsync(table, request, cancel)).WithSummary("Clips, newest first.").WithMetadata(new QueryParameters(Filters, Cursor)).Produces<ClipsView>();
        api.MapPost("", (HttpContext context, NewClip clip) => Cut(context, analyzer, desk, clip)).For(AccessRole.Operator, StreamScope.Asked).WithSummary("Cut a clip now; it is kept.").Produces<ClipTakenView>(StatusCodes.Status202Accepted);
        api.MapGet("/{id}", (HttpContext context, string id) => Seen(context, desk, id) is { } clip ? Results.Ok(ClipView.Of(clip)) : NoClip(id)).WithSummary("One clip.").Produces<ClipView>();
        api.MapPost("/{id}/keep", async (HttpContext context, string id, Keeping keeping) =>
        {
            if (Seen(context, desk, id) is null || desk.Vault.Keep(id, keeping.Kept) is not { } clip)
                return NoClip(id);
            await desk.SaveAsync(clip).ConfigureAwait(false);
            return Results.Ok(ClipView.Of(clip));
        }).For(AccessRole.Operator, StreamScope.Asked).WithSummary("Keep a clip whatever its age, or no longer.").Produces<ClipView>();
        api.MapDelete("/{id}", async (HttpContext context, string id, CancellationToken cancel) =>
        {
            if (Seen(context, desk, id) is null || !desk.Vault.Remove(id))
                return NoClip(id);
            await table.RemoveAsync(id, cancel).ConfigureAwait(false);
            return Results.NoContent();
        }).For(AccessRole.Admin, StreamScope.Asked).WithSummary("Delete a clip.").Produces(StatusCodes.Status204NoContent);
        api.MapGet("/{id}/video", (HttpContext context, string id, bool? download) => Media(context, desk, id, null, _ => ClipVault.Video, "video/mp4", download, ".mp4")).WithSummary("The clip's MP4.");
        api.MapGet("/{id}/events/{name}/snapshot", (HttpContext context, string id, string name, bool? download) => Media(context, desk, id, name, ClipVault.Snapshot, "image/jpeg", download, ".jpg")).WithSummary("The picture of an event, with mask and label.");
        api.MapGet("/{id}/events/{name}/mask", (HttpContext context, string id, string name, bool? download) => Media(context, desk, id, name, ClipVault.Mask, "image/png", download, ".png")).WithSummary("Where it sounds in the picture.");
        api.MapGet("/{id}/events/{name}/sound", (HttpContext context, string id, string name, bool? download) => Media(context, desk, id, name, ClipVault.Sound, "audio/wav", download, ".wav")).WithSummary("What it sounds like alone.");
    }

    /// <summary>A clip that the caller may see; null where there is none.</summary>
    private static StoredClip? Seen(HttpContext context, ClipDesk desk, string id) => desk.Vault.Find(id) is { } clip && Caller.Of(context).MaySee(clip.Stream) ? clip : null;

    private static async Task<IResult> ListAsync(ClipTable table, HttpRequest request, CancellationToken cancel)
    {
        var asked = request.Query;
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var name in asked.Keys.Except(["stream", "label", "event", "subject", "from", "to", "kept", "cursor", "limit", "token"], StringComparer.Ordinal))
            problems[name] = ["is no parameter; known are stream, label, event, subject, from, to, kept, cursor and limit"];
        var limit = ClipQuery.Newest.Limit;
        if (asked.TryGetValue("limit", out var most) && !(int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is > 0 and <= ClipQuery.MostLimit))
            problems["limit"] = [$"is '{most}'; it must be a whole number from 1 to {ClipQuery.MostLimit}"];
        ClipCursor after = default;
        if (asked.TryGetValue("cursor", out var cursor) && !ClipCursor.TryParse(cursor.ToString(), out after))
            problems["cursor"] = ["must be the `next` of an answer"];
        bool? kept = null;
        if (asked.TryGetValue("kept", out var wanted))
            kept = bool.TryParse(wanted, out var value) ? value : null;
        if (wanted.Count > 0 && kept is null)
            problems["kept"] = [$"is '{wanted}'; it must be true or false"];
        var query = new ClipQuery(Texts("stream"), Texts("label"), Texts("event"), asked["subject"], Moment("from"), Moment("to"), kept, cursor.Count > 0 ? after : null, limit);
        if (problems.Count > 0)
            return Results.ValidationProblem(problems, title: "The query cannot be understood.");
        if (Caller.Of(request.HttpContext).Narrow(query.Streams) is not { } streams)
            return Results.Ok(new ClipsView([], null));
        try
        {
            var page = await table.FindAsync(query with { Streams = streams }, cancel).ConfigureAwait(false);
            return Results.Ok(new ClipsView([.. page.Clips.Select(ClipView.Of)], page.Next?.ToString()));
        }
        catch (UserErrorException e)
        {
            return Problem(StatusCodes.Status503ServiceUnavailable, "The store cannot be read.", e.Message);
        }

        IReadOnlyList<string> Texts(string name) => [.. asked[name].OfType<string>()];

        DateTimeOffset? Moment(string name)
        {
            if (!asked.TryGetValue(name, out var text))
                return null;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
                return moment;
            problems[name] = [$"is '{text}'; it must be a moment such as 2026-01-31T08:00:00Z"];
            return null;
        }
    }

    /// <summary>A clip on request; it is kept.</summary>
    private static IResult Cut(HttpContext context, Analyzer analyzer, ClipDesk desk, NewClip clip)
    {
        if (clip.Stream is not { } name || !StreamId.IsValid(name) || !Caller.Of(context).MaySee(name) || analyzer.Board.Find(new StreamId(name)) is null)
            return LearningEndpoints.NoStream(clip.Stream ?? "");
        if (clip.From is not { } from || clip.To is not { } to || to <= from || to - from > desk.Settings.Longest)
            throw new UserErrorException(FormattableString.Invariant($"Give 'from' and 'to', moments such as 2026-01-31T08:00:00Z, 'from' before 'to' by at most {desk.Settings.Longest.TotalSeconds:0} s (davf.clips.longest)."));
        var now = TimeProvider.System.GetUtcNow();
        if (now - from > desk.Reach || to - now > desk.Settings.Longest)
            throw new UserErrorException(FormattableString.Invariant($"A clip can begin at most {desk.Reach.TotalSeconds:0} s ago, as far as packets are remembered, and end within {desk.Settings.Longest.TotalSeconds:0} s."));
        return desk.Cut(new StreamId(name), from, to, "request", "", isKept: true) is { } take
            ? Results.Accepted($"/api/clips/{take.Id}", new ClipTakenView(take.Id)) : Problem(StatusCodes.Status503ServiceUnavailable, "Too many clips are being made.", "Try again in a while.");
    }

    private static IResult Media(HttpContext context, ClipDesk desk, string id, string? e, Func<string, string> file, string type, bool? download, string ending)
    {
        if (Seen(context, desk, id) is not { } clip)
            return NoClip(id);
        if (e is not null && (!EventId.TryParse(e, out _) || clip.Events.All(one => one.Event != e)))
            return Problem(StatusCodes.Status404NotFound, "There is no such event in the clip.", $"The clip '{id}' shows no event '{e}'.");
        var path = desk.Vault.PathOf(clip, file(e ?? ""));
        if (!File.Exists(path))
            return Problem(StatusCodes.Status404NotFound, "There is no such file.", $"The clip '{id}' has none of that.");
        var begin = DateTimeOffset.FromUnixTimeMilliseconds(clip.StartAt);
        return Results.File(path, type, download is true ? string.Create(CultureInfo.InvariantCulture, $"{clip.Stream}-{begin:yyyyMMdd-HHmmss}{ending}") : null, enableRangeProcessing: true);
    }

    private static IResult NoClip(string id) => Problem(StatusCodes.Status404NotFound, "There is no such clip.", ClipCursor.IsId(id) ? $"There is no clip '{id}' (any more, or as yet)." : "That is no id of a clip.");

    private static IResult Problem(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);
}
