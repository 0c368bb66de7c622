using System.Security.Claims;
using System.Text.Json;
using DeepAvFusion.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Access;

/// <summary>Takes access tokens of an OpenID Connect issuer: its keys are fetched, signature, issuer, audience and time are checked.</summary>
internal static class OidcBearer
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    public static void Add(AuthenticationBuilder authentication, OidcSettings? settings)
    {
        if (settings is null)
            return;
        authentication.AddJwtBearer(options =>
        {
            options.Authority = settings.Authority.ToString();
            options.Audience = settings.Audience;
            options.MapInboundClaims = false;
            options.RequireHttpsMetadata = !OidcSettings.IsHere(settings.Authority);
            options.TokenValidationParameters.ClockSkew = Skew;
            options.TokenValidationParameters.RequireSignedTokens = true;
            options.TokenValidationParameters.ValidateAudience = true;
            options.TokenValidationParameters.ValidateIssuer = true;
            options.Events = new JwtBearerEvents
            {
                OnTokenValidated = context =>
                {
                    if (CallerOf(context.Principal!, settings) is { } caller)
                        context.Principal = new ClaimsPrincipal(new CallerIdentity(caller));
                    else
                        context.Fail("No value of the role claim stands for a role.");
                    return Task.CompletedTask;
                },
            };
        });
    }

    /// <returns>Null where the token gives no role.</returns>
    internal static Caller? CallerOf(ClaimsPrincipal token, OidcSettings settings)
    {
        var roles = Values(token, settings.RoleClaim).Where(settings.Roles.ContainsKey).Select(value => settings.Roles[value]).ToList();
        if (roles.Count == 0)
            return null;
        var name = token.FindFirst(settings.NameClaim)?.Value ?? token.FindFirst("sub")?.Value ?? "somebody";
        var streams = settings.StreamsClaim is { } claim ? Values(token, claim).Where(StreamId.IsValid).ToList() : null;
        return new Caller(name, roles.Max(), streams, CallerKind.Bearer);
    }

    /// <summary>A claim may be there several times, or hold a list, or words with blanks between them.</summary>
    private static IEnumerable<string> Values(ClaimsPrincipal token, string claim) => token.FindAll(claim).SelectMany(found =>
    {
        if (found.Value.StartsWith('['))
        {
            try
            {
                return JsonSerializer.Deserialize<string[]>(found.Value) ?? [];
            }
            catch (JsonException)
            {
                return [];
            }
        }
        return [found.Value, .. found.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    });
}
