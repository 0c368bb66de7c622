using DeepAvFusion.Core;
using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Server.Api;

/// <summary>What a user can set right, as problem details (RFC 9457) of one line.</summary>
internal static class ApiProblems
{
    public static IResult Of(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);

    /// <summary>What was asked for cannot be done as it was asked.</summary>
    public static ValueTask<object?> TellAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => TellAsync(context, next, StatusCodes.Status400BadRequest);

    /// <summary>The same, but trouble of the database is the server's.</summary>
    public static ValueTask<object?> TellStoreAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => TellAsync(context, next, StatusCodes.Status503ServiceUnavailable);

    private static async ValueTask<object?> TellAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, int withCause)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (UserErrorException e)
        {
            return e.InnerException is null || withCause == StatusCodes.Status400BadRequest
                ? Of(StatusCodes.Status400BadRequest, "That cannot be done.", e.Message) : Of(withCause, "The store cannot be used.", e.Message);
        }
    }
}
