using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Store.Access;
using DeepAvFusion.Store.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Api;

/// <summary>GET /api/events: what was heard and seen, newest first. Refusals are problem details (RFC 9457).</summary>
internal static class EventEndpoints
{
    private static readonly string[] Filters = ["stream", "label", "verdict", "text", "from", "to", "limit"];
    private static readonly string[] Cursor = ["cursor"];
    private static readonly string[] Verdicts = [.. Enum.GetNames<EventVerdict>().Select(SettingsReader.Dashed), Sinks.FaultItem.Verdict];

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.ServiceProvider.GetService<EventTable>();
        var similar = routes.ServiceProvider.GetService<SimilarEvents>();
        routes.MapGet("/api/events", (HttpRequest request, CancellationToken cancel) => AnswerAsync(request.Query, async query =>
        {
            if (Caller.Of(request.HttpContext).Narrow(query.Streams) is not { } streams)
                return Results.Ok(new EventsView([], null));
            query = query with { Streams = streams };
            var page = await events!.FindAsync(query, cancel).ConfigureAwait(false);
            return Results.Ok(new EventsView([.. page.Events.Select(EventDocument.Of)], page.Next?.ToString()));
        }, isKept: events is not null)).For(AccessRole.Viewer, StreamScope.Asked).WithSummary("What was heard and seen, newest first.").WithMetadata(new QueryParameters(Filters, Cursor)).Produces<EventsView>();
        routes.MapGet("/api/events/{id}/similar", (string id, HttpRequest request, CancellationToken cancel) => AnswerAsync(request.Query, async query =>
            EventId.TryParse(id, out var name) && Caller.Of(request.HttpContext) is var caller && caller.MaySee(name.Stream) && caller.Narrow(query.Streams) is { } streams
                && await similar!.FindAsync(name, query with { Streams = streams }, cancel).ConfigureAwait(false) is { } found
                ? Results.Ok(new SimilarView([.. found.Select(one => new SimilarEventView(Math.Round(one.Likeness, 4), EventDocument.Of(one.Event)))]))
                : Results.Problem($"There is no event '{id}' with an embedding.", statusCode: StatusCodes.Status404NotFound, title: "There is no such event."), isKept: similar is not null))
            .For(AccessRole.Viewer, StreamScope.Asked).WithSummary("Events that were alike, the most alike first.").WithMetadata(new QueryParameters(Filters, [])).Produces<SimilarView>();
    }

    private static async Task<IResult> AnswerAsync(IQueryCollection asked, Func<EventQuery, Task<IResult>> answer, bool isKept)
    {
        if (!isKept)
            return Results.Problem("This analyzer keeps no events (davf.store.enabled is false).", statusCode: StatusCodes.Status404NotFound, title: "There is no store.");
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var query = Read(asked, problems);
        if (problems.Count > 0)
            return Results.ValidationProblem(problems, title: "The query cannot be understood.");
        try
        {
            return await answer(query).ConfigureAwait(false);
        }
        catch (UserErrorException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store cannot be read.");
        }
    }

    /// <summary>All that is wrong is listed, by parameter.</summary>
    private static EventQuery Read(IQueryCollection asked, Dictionary<string, string[]> problems)
    {
        foreach (var name in asked.Keys.Except(["stream", "label", "verdict", "text", "from", "to", "cursor", "limit", "token"], StringComparer.Ordinal))
            problems[name] = ["is no parameter; known are stream, label, verdict, text, from, to, cursor and limit"];
        foreach (var wrong in asked["verdict"].Except(Verdicts))
            problems["verdict"] = [$"is '{wrong}'; it must be one of {string.Join(", ", Verdicts)}"];
        var limit = EventQuery.Newest.Limit;
        if (asked.TryGetValue("limit", out var most) && !(int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is > 0 and <= EventQuery.MostLimit))
            problems["limit"] = [$"is '{most}'; it must be a whole number from 1 to {EventQuery.MostLimit}"];
        EventCursor after = default;
        if (asked.TryGetValue("cursor", out var cursor) && !EventCursor.TryParse(cursor.ToString(), out after))
            problems["cursor"] = ["must be the `next` of an answer"];
        return new EventQuery(
            Texts("stream"), Texts("label"), Texts("verdict"), asked["text"], Moment("from"), Moment("to"), cursor.Count > 0 ? after : null, limit);

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
}

/// <summary>A page of events; `next` is the cursor of the one that follows, null where none does.</summary>
internal sealed record EventsView(IReadOnlyList<EventDocument> Events, string? Next);

/// <summary>Events that were alike, the most alike first.</summary>
internal sealed record SimilarView(IReadOnlyList<SimilarEventView> Events);

/// <param name="Likeness">1 is the same.</param>
internal sealed record SimilarEventView(double Likeness, EventDocument Event);
