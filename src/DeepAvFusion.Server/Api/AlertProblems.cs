using DeepAvFusion.Core;
using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Server.Api;

/// <summary>What cannot be done because of the store is told as a problem (RFC 9457).</summary>
internal static class AlertProblems
{
    public static async ValueTask<object?> TellAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (UserErrorException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "Alerts cannot be read or kept at present.");
        }
    }
}
