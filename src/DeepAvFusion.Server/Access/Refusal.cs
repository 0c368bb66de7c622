using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Server.Access;

/// <summary>Why a request is not let in, in one line.</summary>
internal static class Refusal
{
    public static Task WriteAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why);
    }
}
