using DeepAvFusion.Server.Access;
using DeepAvFusion.Server.Limits;
using DeepAvFusion.Store.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Api;

/// <summary>/api/session and /api/me: signing in and out, and who one is.</summary>
internal static class SessionEndpoints
{
    // the analysis needs the processor, too
    private const int AtOnce = 2;

    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (users, settings, brake, callers) = (services.GetService<UserTable>(), services.GetRequiredService<ServerSettings>(), services.GetRequiredService<GuessBrake>(), services.GetRequiredService<Callers>());
        var checking = new SemaphoreSlim(AtOnce);
        routes.MapPost("/api/session", async (HttpContext context, SignIn given, CancellationToken cancel) =>
        {
            var (name, password) = (given.Name?.Trim() ?? "", given.Password ?? "");
            AuditTrail.Target(context, name);
            var address = context.Connection.RemoteIpAddress;
            if (!brake.MayTry(address))
            {
                await CallerHandler.TooManyGuessesAsync(context).ConfigureAwait(false);
                return Results.Empty;
            }
            await checking.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                if (users is not null && await users.SignInAsync(name, password, settings.Session, cancel).ConfigureAwait(false) is { } session)
                {
                    context.Response.Cookies.Append(Callers.SessionCookie, session.Secret, Cookie(context, settings.Session));
                    return Results.Ok(MeView.Of(new Caller(session.User.Name, session.User.Role, session.User.Streams, CallerKind.Session)));
                }
            }
            finally
            {
                checking.Release();
            }
            brake.WasWrong(address, Callers.Hash(name + '\n' + password));
            return Results.Problem(
                FormattableString.Invariant($"Name or password is wrong, or {UserTable.MostFailures} wrong passwords were given for this name: then wait {UserTable.LockedFor.TotalMinutes:0} minutes."),
                statusCode: StatusCodes.Status401Unauthorized, title: "Nobody was let in.");
        }).AddEndpointFilter(ApiProblems.TellStoreAsync).RequireRateLimiting(RequestLimits.SignIn).ForAnyone().WithSummary("Sign in by name and password; sets the session's cookie.").Produces<MeView>();
        routes.MapDelete("/api/session", async (HttpContext context, CancellationToken cancel) =>
        {
            if (users is not null && context.Request.Cookies[Callers.SessionCookie] is { Length: > 0 } secret)
                await users.SignOutAsync(secret, cancel).ConfigureAwait(false);
            callers.Changed();
            foreach (var cookie in (string[])[Callers.SessionCookie, Callers.TokenCookie])
                context.Response.Cookies.Delete(cookie, Cookie(context, null));
            return Results.NoContent();
        }).AddEndpointFilter(ApiProblems.TellStoreAsync).For(AccessRole.Viewer, StreamScope.Asked).WithSummary("Sign out.").Produces(StatusCodes.Status204NoContent);
        routes.MapGet("/api/me", (HttpContext context) => MeView.Of(Caller.Of(context))).For(AccessRole.Viewer, StreamScope.Asked).WithSummary("Who one is and what one may do.");
        routes.MapPut("/api/me/password", async (HttpContext context, NewPassword given, CancellationToken cancel) =>
        {
            if (Caller.Of(context) is not { Kind: CallerKind.Session } caller || users is null)
                return Results.Problem("Only who signed in by a password has one.", statusCode: StatusCodes.Status409Conflict, title: "There is no password.");
            if (!brake.MayTry(context.Connection.RemoteIpAddress) || await users.SignInAsync(caller.Name, given.Old ?? "", settings.Session, cancel).ConfigureAwait(false) is not { } session)
            {
                brake.WasWrong(context.Connection.RemoteIpAddress, Callers.Hash(caller.Name + '\n' + given.Old));
                return Results.Problem("The old password is wrong.", statusCode: StatusCodes.Status403Forbidden, title: "The password stays.");
            }
            await users.SetPasswordAsync(caller.Name, given.New ?? "", cancel).ConfigureAwait(false);
            callers.Changed();
            if (await users.SignInAsync(caller.Name, given.New ?? "", settings.Session, cancel).ConfigureAwait(false) is { } again)
                context.Response.Cookies.Append(Callers.SessionCookie, again.Secret, Cookie(context, settings.Session));
            return Results.NoContent();
        }).AddEndpointFilter(ApiProblems.TellStoreAsync).RequireRateLimiting(RequestLimits.SignIn).For(AccessRole.Viewer, StreamScope.Asked).WithSummary("Change one's own password; ends one's other sessions.").Produces(StatusCodes.Status204NoContent);
    }

    private static CookieOptions Cookie(HttpContext context, TimeSpan? lasting) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", MaxAge = lasting, IsEssential = true };
}

/// <summary>What somebody signs in with.</summary>
internal sealed record SignIn(string? Name, string? Password);

/// <summary>Another password, and the one before.</summary>
internal sealed record NewPassword(string? Old, string? New);

/// <summary>Who asks.</summary>
/// <param name="Streams">The streams that may be seen; null for all.</param>
/// <param name="By">How one came in: `anybody` where nobody is asked, `session`, `cookie` or `bearer`.</param>
internal sealed record MeView(string Name, AccessRole Role, IReadOnlyList<string>? Streams, CallerKind By)
{
    public static MeView Of(Caller caller) => new(caller.Name, caller.Role, caller.Streams, caller.Kind);
}
