using System.Net;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Store.Access;

namespace DeepAvFusion.Server.Access;

/// <summary>An OpenID Connect issuer whose access tokens are taken.</summary>
/// <param name="Audience">What a token must be for.</param>
/// <param name="NameClaim">The claim that says who it is.</param>
/// <param name="RoleClaim">The claim, a text or a list, whose values say the role.</param>
/// <param name="Roles">Values of that claim, and what they stand for.</param>
/// <param name="StreamsClaim">The claim that lists the streams that may be seen; null: all.</param>
public sealed record OidcSettings(Uri Authority, string Audience, string NameClaim, string RoleClaim, IReadOnlyDictionary<string, AccessRole> Roles, string? StreamsClaim)
{
    /// <returns>Null where there is no issuer.</returns>
    internal static OidcSettings? From(SettingsReader server) => server.Section("oidc", oidc =>
    {
        var (authority, audience, streams) = (oidc.OptionalText("authority"), oidc.Text("audience"), oidc.OptionalText("streams-claim"));
        var (name, role, roles) = (oidc.Text("name-claim"), oidc.Text("role-claim"), oidc.Choices<AccessRole>("roles"));
        if (authority is null)
            return null;
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && IsHere(uri))))
        {
            oidc.Problem("authority", $"is '{authority}'; it must be the issuer's https address, such as https://login.example/realms/house");
            return null;
        }
        if (audience.Length == 0)
            oidc.Problem("audience", "is empty; it must say what a token is for, such as deepav, so that tokens for others are refused");
        if (roles.Count == 0)
            oidc.Problem("roles", "is empty; it must say what the values of the role claim stand for, such as { guards = operator }");
        return new OidcSettings(uri, audience, name, role, roles, streams);
    });

    /// <summary>An issuer on this machine needs no https.</summary>
    internal static bool IsHere(Uri uri) => uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
