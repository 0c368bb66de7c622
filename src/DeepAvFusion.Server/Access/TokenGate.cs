using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Server.Access;

/// <summary>Lets requests pass that carry the token: as `Authorization: Bearer`, as the cookie the page sets, or once as `?token=`, which sets that cookie. Health checks pass always.</summary>
internal sealed class TokenGate(RequestDelegate next, ServerSettings settings)
{
    private const string Cookie = "davf-token";

    private readonly byte[]? _expected = settings.Token is { } token ? Hash(token) : null;

    public Task InvokeAsync(HttpContext context)
    {
        if (_expected is null || context.Request.Path.StartsWithSegments("/health"))
            return IsForeign(context) ? Refuse(context, StatusCodes.Status403Forbidden, "Requests from pages of other sites are refused.") : next(context);
        var bearer = context.Request.Headers.Authorization.ToString();
        if (bearer.StartsWith("Bearer ", StringComparison.Ordinal) && Matches(bearer[7..]))
            return next(context);
        if (context.Request.Cookies[Cookie] is { } cookie && Matches(cookie))
            return IsForeign(context) ? Refuse(context, StatusCodes.Status403Forbidden, "Requests from pages of other sites are refused.") : next(context);
        if (context.Request.Query["token"].ToString() is { Length: > 0 } given && Matches(given))
        {
            context.Response.Cookies.Append(Cookie, given, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps });
            context.Response.Redirect(context.Request.Path);
            return Task.CompletedTask;
        }
        return Refuse(context, StatusCodes.Status401Unauthorized, "A token is needed: open the page once as /?token=TOKEN, or send Authorization: Bearer TOKEN.");
    }

    /// <summary>A browser says by its Origin which page asks; only our own may change things or watch.</summary>
    private static bool IsForeign(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        return origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(context.Request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private bool Matches(string token) => CryptographicOperations.FixedTimeEquals(Hash(token), _expected);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static Task Refuse(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(why);
    }
}
