using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Alerts;
using DeepAvFusion.Engine.Alerts.Rules;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Store.Access;
using DeepAvFusion.Store.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Api;

/// <summary>/api/alerts: what people were told of, and what they do with it. Refusals are problem details (RFC 9457).</summary>
internal static class AlertEndpoints
{
    private const int MostAtOnce = 200;
    private const int MostWords = 1000;
    private static readonly string[] Filters = ["state", "severity", "stream", "rule", "limit"];
    private static readonly string[] Cursor = ["cursor"];
    private static readonly string[] States = [StoredAlert.Open, StoredAlert.Acknowledged, StoredAlert.Closed];
    private static readonly string[] Severities = [.. Enum.GetNames<AlertSeverity>().Select(SettingsReader.Dashed)];

    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<AlertDesk>() is not { } desk)
        {
            routes.Map("/api/alerts/{**rest}", () => Results.Problem(
                "This analyzer has no alerts (davf.alerts.enabled or davf.store.enabled is false).", statusCode: StatusCodes.Status404NotFound, title: "There are no alerts.")).For(AccessRole.Viewer, StreamScope.Asked).ExcludeFromDescription();
            return;
        }
        var api = routes.MapGroup("/api/alerts").AddEndpointFilter(ApiProblems.TellStoreAsync).For(AccessRole.Viewer, StreamScope.Asked);
        api.MapGet("", (HttpRequest request, CancellationToken cancel) => FindAsync(desk, request, cancel)).WithSummary("What people were told of, the latest first.").WithMetadata(new QueryParameters(Filters, Cursor)).Produces<AlertsView>();
        api.MapGet("/{id}", async (HttpContext context, string id, CancellationToken cancel) => await SeenAsync(context, desk, id, cancel).ConfigureAwait(false) is { } alert ? Results.Ok(AlertDocument.Of(alert)) : Unknown(id))
            .WithSummary("One alert, with what became of it.").Produces<AlertDocument>();
        foreach (var act in Enum.GetValues<AlertAct>())
        {
            var word = SettingsReader.Dashed(act.ToString());
            api.MapPost($"/{{id}}/{word}", (string id, AlertWords? said, HttpContext context, CancellationToken cancel) => ActAsync(desk, id, act, said, context, cancel))
                .For(AccessRole.Operator, StreamScope.Asked).WithSummary($"{act} an alert.").Produces<AlertDocument>();
            api.MapPost($"/{word}", (ManyAlerts many, HttpContext context, CancellationToken cancel) => ActAsync(desk, many, act, context, cancel))
                .For(AccessRole.Operator, StreamScope.Asked).WithSummary($"{act} several alerts.").Produces<ManyView>();
        }
    }

    /// <summary>An alert that the caller may see; null where there is none.</summary>
    private static async Task<StoredAlert?> SeenAsync(HttpContext context, AlertDesk desk, string id, CancellationToken cancel) =>
        await desk.Kept.FindAsync(id, cancel).ConfigureAwait(false) is { } alert && Caller.Of(context).MaySee(alert.Stream) ? alert : null;

    private static async Task<IResult> FindAsync(AlertDesk desk, HttpRequest request, CancellationToken cancel)
    {
        var asked = request.Query;
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var name in asked.Keys.Except(["state", "severity", "stream", "rule", "cursor", "limit", "token"], StringComparer.Ordinal))
            problems[name] = ["is no parameter; known are state, severity, stream, rule, cursor and limit"];
        foreach (var wrong in asked["state"].Except(States))
            problems["state"] = [$"is '{wrong}'; it must be one of {string.Join(", ", States)}"];
        foreach (var wrong in asked["severity"].Except(Severities))
            problems["severity"] = [$"is '{wrong}'; it must be one of {string.Join(", ", Severities)}"];
        var limit = AlertQuery.All.Limit;
        if (asked.TryGetValue("limit", out var most) && !(int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is > 0 and <= AlertQuery.MostLimit))
            problems["limit"] = [$"is '{most}'; it must be a whole number from 1 to {AlertQuery.MostLimit}"];
        AlertCursor? after = null;
        if (asked.TryGetValue("cursor", out var cursor) && !AlertCursor.TryParse(cursor.ToString(), out after))
            problems["cursor"] = ["must be the `next` of an answer"];
        if (problems.Count > 0)
            return Results.ValidationProblem(problems, title: "The query cannot be understood.");
        if (Caller.Of(request.HttpContext).Narrow(Texts("stream")) is not { } streams)
            return Results.Ok(new AlertsView([], null, desk.Journal.Trouble));
        var page = await desk.Kept.FindAsync(new AlertQuery(Texts("state"), Texts("severity"), streams, Texts("rule"), after, limit), cancel).ConfigureAwait(false);
        return Results.Ok(new AlertsView([.. page.Alerts.Select(AlertDocument.Of)], page.Next?.ToString(), desk.Journal.Trouble));

        IReadOnlyList<string> Texts(string name) => [.. asked[name].OfType<string>()];
    }

    private static async Task<IResult> ActAsync(AlertDesk desk, string id, AlertAct act, AlertWords? said, HttpContext context, CancellationToken cancel)
    {
        if (Wrong(act, said?.Words) is { } wrong)
            return wrong;
        if (await SeenAsync(context, desk, id, cancel).ConfigureAwait(false) is null)
            return Unknown(id);
        return await desk.ActAsync(id, act, Who(context, said?.By), said?.Words?.Trim() ?? "", cancel).ConfigureAwait(false) is { } alert
            ? Results.Ok(AlertDocument.Of(alert)) : Results.Problem($"The alert '{id}' is closed.", statusCode: StatusCodes.Status409Conflict, title: "It is closed.");
    }

    private static async Task<IResult> ActAsync(AlertDesk desk, ManyAlerts many, AlertAct act, HttpContext context, CancellationToken cancel)
    {
        if (many.Ids is not { Count: > 0 and <= MostAtOnce })
            return Results.Problem($"Give `ids`, 1 to {MostAtOnce} of them.", statusCode: StatusCodes.Status400BadRequest, title: "It is not said which.");
        if (Wrong(act, many.Words) is { } wrong)
            return wrong;
        var (done, not) = (new List<string>(), new List<string>());
        foreach (var id in many.Ids.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var isDone = await SeenAsync(context, desk, id, cancel).ConfigureAwait(false) is not null
                && await desk.ActAsync(id, act, Who(context, many.By), many.Words?.Trim() ?? "", cancel).ConfigureAwait(false) is not null;
            (isDone ? done : not).Add(id);
        }
        AuditTrail.Target(context, string.Join(' ', done));
        return Results.Ok(new ManyView(done, not));
    }

    /// <summary>Who asks: the user of the request where there is one, else the name that was given.</summary>
    internal static string Who(HttpContext context, string? by)
    {
        var name = Caller.Of(context) is { Kind: not CallerKind.Anybody } caller ? caller.Name : by?.Trim();
        return string.IsNullOrEmpty(name) ? "local" : ControlCharacters.Shown(name.Length > 64 ? name[..64] : name, keepsLines: false);
    }

    private static IResult? Wrong(AlertAct act, string? words) =>
        words?.Length > MostWords || (act == AlertAct.Comment && string.IsNullOrWhiteSpace(words))
            ? Results.Problem($"`words` must be {(act == AlertAct.Comment ? 1 : 0)} to {MostWords} characters.", statusCode: StatusCodes.Status400BadRequest, title: "That cannot be kept.") : null;

    private static IResult Unknown(string id) => Results.Problem($"There is no alert called '{id}'.", statusCode: StatusCodes.Status404NotFound, title: "There is no such alert.");
}

/// <summary>A page of alerts; `next` is the cursor of the one that follows, null where none does.</summary>
/// <param name="Trouble">Why alerts cannot be kept or handed over at present; null when they can.</param>
internal sealed record AlertsView(IReadOnlyList<AlertDocument> Alerts, string? Next, string? Trouble);

/// <summary>What somebody says with it; both may be left out.</summary>
internal sealed record AlertWords(string? By, string? Words);

/// <summary>The same for several alerts.</summary>
internal sealed record ManyAlerts(IReadOnlyList<string?>? Ids, string? By, string? Words);

/// <param name="NotOpen">These were closed, or never there.</param>
internal sealed record ManyView(IReadOnlyList<string> Done, IReadOnlyList<string> NotOpen);
