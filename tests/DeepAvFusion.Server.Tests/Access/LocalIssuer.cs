using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;

namespace DeepAvFusion.Server.Tests.Access;

/// <summary>A real OpenID Connect server (OpenIddict) on a loopback port, without a database: it gives tokens to whoever asks, of the name, audience and roles that are asked for.</summary>
internal sealed class LocalIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LocalIssuer(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

    public static async Task<LocalIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode().AllowClientCredentialsFlow().SetTokenEndpointUris("token").SetAccessTokenLifetime(TimeSpan.FromHours(1));
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey().DisableAccessTokenEncryption();
            server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(_ => default));
            server.UseAspNetCore().DisableTransportSecurityRequirement().EnableTokenEndpointPassthrough();
        });
        var app = builder.Build();
        app.UseAuthentication();
        app.MapPost("/token", (HttpContext context) =>
        {
            var request = context.GetOpenIddictServerRequest()!;
            var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
            identity.AddClaim(new Claim("sub", request.ClientId!));
            foreach (var (name, value) in Asked(request))
                identity.AddClaim(new Claim(name, value));
            identity.SetDestinations(_ => [OpenIddictConstants.Destinations.AccessToken]);
            var principal = new ClaimsPrincipal(identity);
            principal.SetAudiences((string)request["for"]! ?? "deepav");
            if ((string?)request["seconds"] is { } seconds)
                principal.SetAccessTokenLifetime(TimeSpan.FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)));
            return Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        });
        await app.StartAsync();
        return new LocalIssuer(app);
    }

    /// <summary>An access token with such claims; `for` is its audience.</summary>
    public async Task<string> TokenAsync(string name, params (string Name, string Value)[] asked)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = name,
            ["client_secret"] = "none",
        }.Concat(asked.Select(one => KeyValuePair.Create(one.Name, one.Value))));
        using var answer = await http.PostAsync(new Uri(Address + "/token"), form);
        var text = await answer.Content.ReadAsStringAsync();
        return System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static IEnumerable<(string Name, string Value)> Asked(OpenIddictRequest request) =>
        request.GetParameters().Where(parameter => parameter.Key is "roles" or "preferred_username" or "cameras").SelectMany(parameter => ((string)parameter.Value!).Split(',').Select(value => (parameter.Key, value)));
}
