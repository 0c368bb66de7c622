using System.Text.Json;
using System.Text.Json.Serialization;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Alerts;
using DeepAvFusion.Engine.Alerts.Rules;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Store.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Api;

/// <summary>/api/alerts/rules and /api/alerts/silences: when people are told, and when not. All that is wrong with one is listed at once.</summary>
internal static class AlertRuleEndpoints
{
    private const int MostRules = 500;
    private static readonly JsonSerializerOptions Strict = new(RuleShelf.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false };

    public static void MapAlertRules(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<AlertDesk>() is not { } desk)
            return;
        var rules = routes.MapGroup("/api/alerts/rules").AddEndpointFilter(ApiProblems.TellStoreAsync).For(AccessRole.Admin);
        rules.MapGet("", async (CancellationToken cancel) => new RulesView(
            [.. (await desk.InUseAsync(cancel).ConfigureAwait(false)).Rules.Select(kept => new RuleView(kept.Written, kept.IsFixed, kept.Who))], KnownView.Now)).For(AccessRole.Viewer).WithSummary("Rules in use, and the words that they may hold.");
        rules.MapPost("/check", async (HttpRequest request, CancellationToken cancel) => Told(await ReadAsync<RuleDocument>(request, (check, written) => check.Rule(written), null, cancel).ConfigureAwait(false)) ?? Results.NoContent())
            .WithSummary("What would be wrong with a rule; nothing is changed.").Produces(StatusCodes.Status204NoContent);
        rules.MapPut("/{name}", async (string name, HttpContext context, CancellationToken cancel) =>
        {
            var (written, problems) = await ReadAsync<RuleDocument>(context.Request, (check, written) => check.Rule(written), name, cancel).ConfigureAwait(false);
            if (Told((written, problems)) is { } wrong)
                return wrong;
            var inUse = (await desk.InUseAsync(cancel).ConfigureAwait(false)).Rules;
            if (inUse.FirstOrDefault(kept => kept.Rule.Name == name) is { IsFixed: true })
                return Fixed("rule", name);
            if (inUse.Count >= MostRules && inUse.All(kept => kept.Rule.Name != name))
                return Results.Problem($"There are {MostRules} rules already.", statusCode: StatusCodes.Status409Conflict, title: "There are too many rules.");
            await desk.PutAsync(written!, AlertEndpoints.Who(context, context.Request.Query["by"]), cancel).ConfigureAwait(false);
            return Results.Ok(written);
        }).WithSummary("Make or change a rule.").Produces<RuleDocument>();
        rules.MapDelete("/{name}", async (string name, CancellationToken cancel) =>
        {
            switch ((await desk.InUseAsync(cancel).ConfigureAwait(false)).Rules.FirstOrDefault(kept => kept.Rule.Name == name))
            {
                case null:
                    return Unknown("rule", name);
                case { IsFixed: true }:
                    return Fixed("rule", name);
            }
            await desk.RemoveRuleAsync(name, cancel).ConfigureAwait(false);
            return Results.NoContent();
        }).WithSummary("Delete a rule.").Produces(StatusCodes.Status204NoContent);

        var silences = routes.MapGroup("/api/alerts/silences").AddEndpointFilter(ApiProblems.TellStoreAsync).For(AccessRole.Operator);
        silences.MapGet("", async (TimeProvider time, CancellationToken cancel) => (await desk.InUseAsync(cancel).ConfigureAwait(false)).Silences
            .Select(kept => new SilenceView(kept.Written, kept.IsFixed, kept.Who, kept.Silence.IsOn(time.GetUtcNow())))).For(AccessRole.Viewer).WithSummary("Planned silences.");
        silences.MapPut("/{name}", async (string name, HttpContext context, CancellationToken cancel) =>
        {
            var (written, problems) = await ReadAsync<SilenceDocument>(context.Request, (check, written) => check.Silence(written), name, cancel).ConfigureAwait(false);
            if (Told((written, problems)) is { } wrong)
                return wrong;
            var inUse = (await desk.InUseAsync(cancel).ConfigureAwait(false)).Silences;
            if (inUse.FirstOrDefault(kept => kept.Silence.Name == name) is { IsFixed: true })
                return Fixed("silence", name);
            if (inUse.Count >= MostRules && inUse.All(kept => kept.Silence.Name != name))
                return Results.Problem($"There are {MostRules} silences already.", statusCode: StatusCodes.Status409Conflict, title: "There are too many silences.");
            await desk.PutAsync(written!, AlertEndpoints.Who(context, context.Request.Query["by"]), cancel).ConfigureAwait(false);
            return Results.Ok(written);
        }).WithSummary("Plan or change a silence.").Produces<SilenceDocument>();
        silences.MapDelete("/{name}", async (string name, CancellationToken cancel) =>
        {
            switch ((await desk.InUseAsync(cancel).ConfigureAwait(false)).Silences.FirstOrDefault(kept => kept.Silence.Name == name))
            {
                case null:
                    return Unknown("silence", name);
                case { IsFixed: true }:
                    return Fixed("silence", name);
            }
            await desk.RemoveSilenceAsync(name, cancel).ConfigureAwait(false);
            return Results.NoContent();
        }).WithSummary("Delete a silence.").Produces(StatusCodes.Status204NoContent);
    }

    /// <param name="name">The name that the address gives; null where the document gives it.</param>
    private static async Task<(T? Written, IReadOnlyDictionary<string, string[]> Problems)> ReadAsync<T>(HttpRequest request, Action<RuleCheck, T> check, string? name, CancellationToken cancel) where T : class
    {
        try
        {
            var written = await JsonSerializer.DeserializeAsync<T>(request.Body, Strict, cancel).ConfigureAwait(false) ?? throw new JsonException("It is null.");
            if (name is not null)
                written = (T)Named(written, name);
            var found = new RuleCheck();
            check(found, written);
            return (written, found.Problems);
        }
        catch (JsonException e)
        {
            return (null, new Dictionary<string, string[]>(StringComparer.Ordinal) { [e.Path is { Length: > 2 } path ? path[2..] : "body"] = ["is not understood: " + Reason(e)] });
        }
    }

    private static object Named(object written, string name) => written switch
    {
        RuleDocument rule => rule with { Name = name },
        SilenceDocument silence => silence with { Name = name },
        _ => written,
    };

    private static string Reason(JsonException e) =>
        e.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "there is no such key" : e.Message.Contains("could not be converted", StringComparison.Ordinal) ? "it is of another kind than it should be" : "it is no proper JSON";

    private static IResult? Told<T>((T? Written, IReadOnlyDictionary<string, string[]> Problems) read) =>
        read.Problems.Count == 0 ? null : Results.ValidationProblem(read.Problems.ToDictionary(), title: "It cannot be used as it is.");

    private static IResult Unknown(string what, string name) => Results.Problem($"There is no {what} called '{name}'.", statusCode: StatusCodes.Status404NotFound, title: $"There is no such {what}.");

    private static IResult Fixed(string what, string name) => Results.Problem(
        $"The {what} '{name}' stands in a settings file (davf.alerts) and is changed there.", statusCode: StatusCodes.Status409Conflict, title: $"The {what} stands in a settings file.");
}

/// <summary>All rules in use, and the words that they may hold.</summary>
internal sealed record RulesView(IReadOnlyList<RuleView> Rules, KnownView Known);

/// <param name="Fixed">It stands in a settings file and is changed there.</param>
internal sealed record RuleView(RuleDocument Rule, bool Fixed, string Who);

/// <param name="On">It mutes at present.</param>
internal sealed record SilenceView(SilenceDocument Silence, bool Fixed, string Who, bool On);

/// <summary>Words that rules may hold.</summary>
internal sealed record KnownView(IReadOnlyList<string> Severities, IReadOnlyList<string> Verdicts, IReadOnlyList<string> States, IReadOnlyList<string> Faults)
{
    public static readonly KnownView Now = new(
        [.. Enum.GetNames<AlertSeverity>().Select(SettingsReader.Dashed)], [.. Enum.GetNames<EventVerdict>().Select(SettingsReader.Dashed)], StreamLook.States, StreamLook.Faults);
}
