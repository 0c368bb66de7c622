using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Server.Access;

/// <summary>Why a request is not let in: problem details (RFC 9457).</summary>
internal static class Refusal
{
    public static Task WriteAsync(HttpContext context, int status, string why) => Results.Problem(why, statusCode: status).ExecuteAsync(context);
}
