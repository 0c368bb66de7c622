using System.Net;
using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Server.Access;

/// <summary>
/// While nobody is asked who he is, only requests that name this server by a name of its own pass: somebody else's page could let its own name point to the loopback address (DNS rebinding), and
/// a browser would then take both for one site. Health checks pass always.
/// </summary>
internal sealed class NameGate(RequestDelegate next, ServerSettings settings, AccessDoor door)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/health") || IsOurs(context.Request.Host.Host) || await door.IsOpenAsync(context.RequestAborted).ConfigureAwait(false) is false)
            await next(context).ConfigureAwait(false);
        else
            await Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, "This server is not known by the name it was asked for; open it as localhost, or list the name in davf.server.names.").ConfigureAwait(false);
    }

    private bool IsOurs(string name) => name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || settings.Names.Contains(name, StringComparer.OrdinalIgnoreCase) ||
        (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
