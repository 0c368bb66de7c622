using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DeepAvFusion.Server.Access;

/// <summary>Tells ASP.NET who asks, and whoever may not why. It logs nothing: strangers could fill the log.</summary>
internal sealed class CallerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, UrlEncoder encoder, Callers callers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, NullLoggerFactory.Instance, encoder)
{
    public const string Name = "deepav";

    private const string How = "sign in on the page, open it once as /?token=TOKEN, or send Authorization: Bearer TOKEN.";
    private Unknown _why = Unknown.NothingGiven;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var found = await callers.IdentifyAsync(Context).ConfigureAwait(false);
        _why = found.Why;
        return found.Caller is { } caller ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new CallerIdentity(caller)), Name)) : AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        switch (_why)
        {
            case Unknown.TooManyGuesses:
                return TooManyGuessesAsync(Context);
            case Unknown.StoreAway:
                return Refusal.WriteAsync(Context, StatusCodes.Status503ServiceUnavailable, "The store cannot be read at present, so it is not known who may come in; a token of davf.server.token works all the same.");
            default:
                Response.Headers.WWWAuthenticate = "Bearer";
                return Refusal.WriteAsync(Context, StatusCodes.Status401Unauthorized, _why == Unknown.Wrong ? $"This token or session is not known, or has ended: {How}" : $"It must be known who asks: {How}");
        }
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var need = Context.GetEndpoint()?.Metadata.GetMetadata<Need>() ?? Need.Undeclared;
        var caller = Caller.Of(Context);
        return Refusal.WriteAsync(Context, StatusCodes.Status403Forbidden, caller.Role < need.Role
            ? $"This is for the role {need.Role.ToString().ToLowerInvariant()}; {caller.Name} has the role {caller.Role.ToString().ToLowerInvariant()}."
            : need.Streams == StreamScope.Named ? $"{caller.Name} may not see this stream." : $"This tells of all streams; {caller.Name} may see some only.");
    }

    public static Task TooManyGuessesAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = GuessBrake.Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Refusal.WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many wrong tokens or passwords came from this address; wait some seconds.");
    }
}
