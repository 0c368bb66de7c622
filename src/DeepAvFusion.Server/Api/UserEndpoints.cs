using DeepAvFusion.Core;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Store.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Api;

/// <summary>/api/users, /api/tokens and /api/audit: who may do what, and who did. For admins of all streams.</summary>
internal static class UserEndpoints
{
    private const int MostListed = 200;

    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<UserTable>() is not { } users)
            return;
        var (tokens, audit, callers) = (routes.ServiceProvider.GetRequiredService<TokenTable>(), routes.ServiceProvider.GetRequiredService<AuditTable>(), routes.ServiceProvider.GetRequiredService<Callers>());
        var api = routes.MapGroup("/api").AddEndpointFilter(ApiProblems.TellStoreAsync).For(AccessRole.Admin);
        MapUsers(api.MapGroup("/users"), users, callers);
        MapTokens(api.MapGroup("/tokens"), tokens, callers);
        api.MapGet("/audit", async (string? who, string? target, string? cursor, int? limit, CancellationToken cancel) =>
        {
            long before = long.MaxValue;
            if (limit is < 1 or > AuditTable.MostLimit)
                throw new UserErrorException($"'limit' must be a whole number from 1 to {AuditTable.MostLimit}.");
            if (cursor is not null && !long.TryParse(cursor, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out before))
                throw new UserErrorException("'cursor' must be the `next` of an answer.");
            var most = limit ?? 50;
            var entries = await audit.FindAsync(who, target, before, most, cancel).ConfigureAwait(false);
            return new AuditView(entries, entries.Count == most ? entries[^1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
        }).WithSummary("Who did what, when and from where, the newest first.").Produces<AuditView>();
    }

    private static void MapUsers(RouteGroupBuilder api, UserTable users, Callers callers)
    {
        api.MapGet("", async (string? cursor, int? limit, CancellationToken cancel) =>
        {
            var page = Page(await users.AllAsync(cancel).ConfigureAwait(false), user => user.Name, cursor, limit);
            return new UsersView(page.Items, page.Next);
        }).WithSummary("Users by name.");
        api.MapPost("", async (HttpContext context, NewUser given, CancellationToken cancel) =>
        {
            AuditTrail.Target(context, $"{given.Name} {given.Role}");
            await users.AddAsync(given.Name ?? "", given.Password ?? "", Role(given.Role), given.Streams, cancel).ConfigureAwait(false);
            callers.Changed();
            return Results.Created($"/api/users/{given.Name}", await users.FindAsync(given.Name!, cancel).ConfigureAwait(false));
        }).WithSummary("Add a user; the first one is an admin, and from then on everybody has to sign in.").Produces<StoredUser>(StatusCodes.Status201Created);
        api.MapPut("/{name}", async (HttpContext context, string name, ChangedUser given, CancellationToken cancel) =>
        {
            AuditTrail.Target(context, $"{name} {given.Role}{(given.Password is null ? "" : " password")}");
            if (given.Password is { } asked)
                PasswordHash.Check(asked);
            if (!await users.ChangeAsync(name, Role(given.Role), given.Streams, cancel).ConfigureAwait(false))
                return NoUser(name);
            if (given.Password is { } password)
                await users.SetPasswordAsync(name, password, cancel).ConfigureAwait(false);
            callers.Changed();
            return Results.Ok(await users.FindAsync(name, cancel).ConfigureAwait(false));
        }).WithSummary("Set a user's role and streams, and with `password` another password, which ends the user's sessions.").Produces<StoredUser>();
        api.MapDelete("/{name}", async (string name, CancellationToken cancel) =>
        {
            if (!await users.RemoveAsync(name, evenTheLast: false, cancel).ConfigureAwait(false))
                return NoUser(name);
            callers.Changed();
            return Results.NoContent();
        }).WithSummary("Remove a user, and end the user's sessions.").Produces(StatusCodes.Status204NoContent);
    }

    private static void MapTokens(RouteGroupBuilder api, TokenTable tokens, Callers callers)
    {
        api.MapGet("", async (string? cursor, int? limit, CancellationToken cancel) =>
        {
            var page = Page(await tokens.AllAsync(cancel).ConfigureAwait(false), token => token.Id, cursor, limit);
            return new TokensView(page.Items, page.Next);
        }).WithSummary("Tokens, in the order in which they were made; never the tokens themselves.");
        api.MapPost("", async (HttpContext context, NewToken given, CancellationToken cancel) =>
        {
            AuditTrail.Target(context, $"{given.Name} {given.Role}");
            var lasting = given.Days is { } days ? TimeSpan.FromDays(Math.Clamp(days, 0, 36_500)) : (TimeSpan?)null;
            var (token, stored) = await tokens.AddAsync(given.Name ?? "", Role(given.Role), given.Streams, lasting, Caller.Of(context).Name, cancel).ConfigureAwait(false);
            context.Response.Headers.CacheControl = "no-store";
            return Results.Created($"/api/tokens/{stored.Id}", new MadeToken(token, stored));
        }).WithSummary("Make a token; it is told this once.").Produces<MadeToken>(StatusCodes.Status201Created);
        api.MapDelete("/{id}", async (string id, CancellationToken cancel) =>
        {
            if (!await tokens.RemoveAsync(id, cancel).ConfigureAwait(false))
                return ApiProblems.Of(StatusCodes.Status404NotFound, "There is no such token.", $"There is no token '{id}'.");
            callers.Changed();
            return Results.NoContent();
        }).WithSummary("Revoke a token.").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>The part of a list behind the cursor.</summary>
    private static (IReadOnlyList<T> Items, string? Next) Page<T>(IReadOnlyList<T> all, Func<T, string> id, string? cursor, int? limit)
    {
        if (limit is < 1 or > MostListed)
            throw new UserErrorException($"'limit' must be a whole number from 1 to {MostListed}.");
        var at = cursor is null ? 0 : all.TakeWhile(item => id(item) != cursor).Count() + 1;
        if (at > all.Count)
            throw new UserErrorException("'cursor' is not, or is no longer, the `next` of an answer.");
        var page = all.Skip(at).Take(limit ?? MostListed).ToList();
        return (page, at + page.Count < all.Count ? id(page[^1]) : null);
    }

    private static AccessRole Role(string? text) => AccessRoles.Of(text) ?? throw new UserErrorException($"'role' is '{text}'; it must be one of {string.Join(", ", AccessRoles.Names)}.");

    private static IResult NoUser(string name) => ApiProblems.Of(StatusCodes.Status404NotFound, "There is no such user.", $"There is no user '{name}'.");
}

/// <summary>A user as the API takes one; without `streams` all may be seen.</summary>
internal sealed record NewUser(string? Name, string? Password, string? Role, IReadOnlyList<string>? Streams);

/// <summary>What becomes of a user; without `password` it stays.</summary>
internal sealed record ChangedUser(string? Role, IReadOnlyList<string>? Streams, string? Password);

/// <summary>A page of users.</summary>
internal sealed record UsersView(IReadOnlyList<StoredUser> Users, string? Next);

/// <summary>A token as the API takes one; without `days` it does not end, without `streams` all may be seen.</summary>
internal sealed record NewToken(string? Name, string? Role, IReadOnlyList<string>? Streams, double? Days);

/// <summary>A new token, told once.</summary>
internal sealed record MadeToken(string Token, StoredToken Stored);

/// <summary>A page of tokens.</summary>
internal sealed record TokensView(IReadOnlyList<StoredToken> Tokens, string? Next);

/// <summary>A page of the audit.</summary>
internal sealed record AuditView(IReadOnlyList<AuditEntry> Entries, string? Next);
