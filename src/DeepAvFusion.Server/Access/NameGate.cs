using System.Net;
using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Server.Access;

/// <summary>
/// Without a token, only requests that name this server by a name of its own pass: somebody else's page could let its own name point to the loopback address (DNS rebinding), and a browser
/// would then take both for one site. Health checks pass always.
/// </summary>
internal sealed class NameGate(RequestDelegate next, ServerSettings settings)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (settings.Token is not null || context.Request.Path.StartsWithSegments("/health") || IsOurs(context.Request.Host.Host))
            return next(context);
        return Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, "This server is not known by the name it was asked for; open it as localhost, or list the name in davf.server.names.");
    }

    private bool IsOurs(string name) => name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || settings.Names.Contains(name, StringComparer.OrdinalIgnoreCase) ||
        (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
