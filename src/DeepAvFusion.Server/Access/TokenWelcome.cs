using DeepAvFusion.Core;
using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Server.Access;

/// <summary>A token that is given once as `?token=` becomes a cookie, and the address loses it.</summary>
internal sealed class TokenWelcome(RequestDelegate next, Callers callers, GuessBrake brake)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var token = context.Request.Query["token"].ToString();
        if (token.Length == 0 || context.Request.Path.StartsWithSegments("/health"))
        {
            await next(context).ConfigureAwait(false);
            return;
        }
        var address = context.Connection.RemoteIpAddress;
        if (!brake.MayTry(address))
        {
            await CallerHandler.TooManyGuessesAsync(context).ConfigureAwait(false);
            return;
        }
        try
        {
            if (await callers.OfTokenAsync(token, CallerKind.Cookie, context.RequestAborted).ConfigureAwait(false) is not null)
                Welcome(context, token);
            else if (Caller.OfOrNull(context) is not null)
                await next(context).ConfigureAwait(false);             // who is known already needs none
            else
            {
                brake.WasWrong(address, Callers.Hash(token));
                await Refusal.WriteAsync(context, StatusCodes.Status401Unauthorized, "This is not the token: open the page once as /?token=TOKEN, or send Authorization: Bearer TOKEN.").ConfigureAwait(false);
            }
        }
        catch (UserErrorException)
        {
            await Refusal.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The store cannot be read at present, so it is not known whose token this is.").ConfigureAwait(false);
        }
    }

    private static void Welcome(HttpContext context, string token)
    {
        context.Response.Cookies.Append(Callers.TokenCookie, token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps });
        // two slashes at the start would name another site
        context.Response.Redirect(new PathString("/" + context.Request.Path.Value?.TrimStart('/', '\\')).ToUriComponent());
    }
}
