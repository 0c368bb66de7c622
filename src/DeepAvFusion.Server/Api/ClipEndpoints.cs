using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Sinks.Clips;
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
    public static void MapClips(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<ClipDesk>() is not { } desk)
        {
            routes.Map("/api/clips/{**rest}", () => Problem(StatusCodes.Status404NotFound, "No clips are kept.", "This analyzer keeps no clips (davf.clips.enabled is false)."));
            return;
        }
        var (table, analyzer) = (routes.ServiceProvider.GetRequiredService<ClipTable>(), routes.ServiceProvider.GetRequiredService<Analyzer>());
        var api = routes.MapGroup("/api/clips").AddEndpointFilter(LearningEndpoints.TellAsync);
        api.MapGet("", (HttpRequest request, CancellationToken cancel) => ListAsync(table, request.Query, cancel));
        api.MapPost("", (NewClip clip) => Cut(analyzer, desk, clip));
        api.MapGet("/{id}", (string id) => desk.Vault.Find(id) is { } clip ? Results.Ok(ClipView.Of(clip)) : NoClip(id));
        api.MapPost("/{id}/keep", async (string id, Keeping keeping) =>
        {
            if (desk.Vault.Keep(id, keeping.Kept) is not { } clip)
                return NoClip(id);
            await desk.SaveAsync(clip).ConfigureAwait(false);
            return Results.Ok(ClipView.Of(clip));
        });
        api.MapDelete("/{id}", async (string id, CancellationToken cancel) =>
        {
            if (!desk.Vault.Remove(id))
                return NoClip(id);
            await table.RemoveAsync(id, cancel).ConfigureAwait(false);
            return Results.NoContent();
        });
        api.MapGet("/{id}/video", (string id, bool? download) => Media(desk, id, null, _ => ClipVault.Video, "video/mp4", download, ".mp4"));
        api.MapGet("/{id}/events/{name}/snapshot", (string id, string name, bool? download) => Media(desk, id, name, ClipVault.Snapshot, "image/jpeg", download, ".jpg"));
        api.MapGet("/{id}/events/{name}/mask", (string id, string name, bool? download) => Media(desk, id, name, ClipVault.Mask, "image/png", download, ".png"));
        api.MapGet("/{id}/events/{name}/sound", (string id, string name, bool? download) => Media(desk, id, name, ClipVault.Sound, "audio/wav", download, ".wav"));
    }

    private static async Task<IResult> ListAsync(ClipTable table, IQueryCollection asked, CancellationToken cancel)
    {
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
        try
        {
            var page = await table.FindAsync(query, cancel).ConfigureAwait(false);
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
    private static IResult Cut(Analyzer analyzer, ClipDesk desk, NewClip clip)
    {
        if (clip.Stream is not { } name || !StreamId.IsValid(name) || analyzer.Board.Find(new StreamId(name)) is null)
            return LearningEndpoints.NoStream(clip.Stream ?? "");
        if (clip.From is not { } from || clip.To is not { } to || to <= from || to - from > desk.Settings.Longest)
            throw new UserErrorException(FormattableString.Invariant($"Give 'from' and 'to', moments such as 2026-01-31T08:00:00Z, 'from' before 'to' by at most {desk.Settings.Longest.TotalSeconds:0} s (davf.clips.longest)."));
        var now = TimeProvider.System.GetUtcNow();
        if (now - from > desk.Reach || to - now > desk.Settings.Longest)
            throw new UserErrorException(FormattableString.Invariant($"A clip can begin at most {desk.Reach.TotalSeconds:0} s ago, as far as packets are remembered, and end within {desk.Settings.Longest.TotalSeconds:0} s."));
        return desk.Cut(new StreamId(name), from, to, "request", "", isKept: true) is { } take
            ? Results.Accepted($"/api/clips/{take.Id}", new ClipTakenView(take.Id)) : Problem(StatusCodes.Status503ServiceUnavailable, "Too many clips are being made.", "Try again in a while.");
    }

    private static IResult Media(ClipDesk desk, string id, string? e, Func<string, string> file, string type, bool? download, string ending)
    {
        if (desk.Vault.Find(id) is not { } clip)
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
