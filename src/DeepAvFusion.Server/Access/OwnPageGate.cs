using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Server.Access;

/// <summary>
/// A browser sends cookies, and reaches the loopback address, whichever page asks; it says by Origin and Sec-Fetch-Site which one does, and only our own may change things, watch or load. A link
/// may lead here. Who sends a token by himself is no browser's victim.
/// </summary>
internal sealed class OwnPageGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        Caller.OfOrNull(context)?.Kind != CallerKind.Bearer && IsForeign(context.Request)
            ? Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, "Requests from pages of other sites are refused.")
            : next(context);

    private static bool IsForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
            return !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
        var isLink = HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate";
        return request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" && !isLink;
    }
}
