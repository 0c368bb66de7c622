using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Server.Access;

/// <summary>Lets requests pass that carry the token: as `Authorization: Bearer`, as the cookie the page sets, or once as `?token=`, which sets that cookie. Health checks pass always.</summary>
internal sealed class TokenGate(RequestDelegate next, ServerSettings settings, GuessBrake brake)
{
    private const string Cookie = "davf-token";

    private readonly byte[]? _expected = settings.Token is { } token ? Hash(token) : null;

    public Task InvokeAsync(HttpContext context)
    {
        if (_expected is null || context.Request.Path.StartsWithSegments("/health"))
            return PassOwnPage(context);
        var (bearer, cookie, query) = (Bearer(context), context.Request.Cookies[Cookie] ?? "", context.Request.Query["token"].ToString());
        var given = (string[])[bearer, cookie, query];
        var address = context.Connection.RemoteIpAddress;
        if (given.All(token => token.Length == 0))
            return Refusal.WriteAsync(context, StatusCodes.Status401Unauthorized, "A token is needed: open the page once as /?token=TOKEN, or send Authorization: Bearer TOKEN.");
        if (!brake.MayTry(address))
        {
            context.Response.Headers.RetryAfter = GuessBrake.Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return Refusal.WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many wrong tokens came from this address; wait some seconds.");
        }
        if (Matches(bearer))
            return next(context);
        if (Matches(cookie))
            return PassOwnPage(context);
        if (Matches(query))
            return Welcome(context, query);
        brake.WasWrong(address, Hash(string.Join('\n', given)));
        return Refusal.WriteAsync(context, StatusCodes.Status401Unauthorized, "This is not the token: open the page once as /?token=TOKEN, or send Authorization: Bearer TOKEN.");
    }

    private static Task Welcome(HttpContext context, string token)
    {
        context.Response.Cookies.Append(Cookie, token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps });
        // two slashes at the start would name another site
        context.Response.Redirect(new PathString("/" + context.Request.Path.Value?.TrimStart('/', '\\')).ToUriComponent());
        return Task.CompletedTask;
    }

    private Task PassOwnPage(HttpContext context) =>
        IsForeign(context) ? Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, "Requests from pages of other sites are refused.") : next(context);

    /// <summary>A browser says by its Origin which page asks; only our own may change things or watch.</summary>
    private static bool IsForeign(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        return origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(context.Request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static string Bearer(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : "";

    private bool Matches(string token) => token.Length > 0 && CryptographicOperations.FixedTimeEquals(Hash(token), _expected);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
