using System.Net;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Store.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Tests.Access;

/// <summary>Who may use which endpoint.</summary>
public sealed class RoleSpecs : IAsyncLifetime
{
    private GuardedServer _guarded = null!;

    public async Task InitializeAsync()
    {
        _guarded = await GuardedServer.StartAsync(learns: true);
        await _guarded.AddUserAsync("anna", AccessRole.Admin);
    }

    public async Task DisposeAsync() => await _guarded.DisposeAsync();

    [Fact]
    public void Every_endpoint_declares_who_may_use_it() => Assert.Empty(
        Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<Need>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null).Select(endpoint => endpoint.RoutePattern.RawText));

    [Fact]
    public void Nothing_that_tells_of_streams_is_for_anyone() => Assert.All(
        Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(endpoint => endpoint.RoutePattern.RawText!),
        place => Assert.True(!place.StartsWith("/api", StringComparison.Ordinal) || place == "/api/session" || place.StartsWith("/api/docs", StringComparison.Ordinal), place));

    [Fact]
    public async Task Nobody_gets_in_without_a_token_or_with_too_low_a_role()
    {
        var viewer = await _guarded.TokenAsync(AccessRole.Viewer);
        var lonely = await _guarded.TokenAsync(AccessRole.Admin, "nothing");
        foreach (var endpoint in Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            var need = endpoint.Metadata.GetMetadata<Need>()!;
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var place = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "1"));
                Assert.Equal((HttpStatusCode.Unauthorized, method, place), (await StatusAsync(method, place, null), method, place));
                if (need.Role > AccessRole.Viewer)
                    Assert.Equal((HttpStatusCode.Forbidden, method, place), (await StatusAsync(method, place, viewer), method, place));
                if (need.Streams != StreamScope.Asked)
                    Assert.Equal((HttpStatusCode.Forbidden, method, place), (await StatusAsync(method, place, lonely), method, place));
            }
        }
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_by_those_who_may_ask()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("GET", "/api/nothing", null));
        var (status, problem, answer) = await _guarded.SendAsync(HttpMethod.Get, "/api/nothing", null, await _guarded.TokenAsync(AccessRole.Viewer));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json", 404), (status, answer.Content.Headers.ContentType!.MediaType, problem.GetProperty("status").GetInt32()));
    }

    private IEnumerable<RouteEndpoint> Endpoints() => _guarded.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private async Task<HttpStatusCode> StatusAsync(string method, string place, string? token) => (await _guarded.SendAsync(new HttpMethod(method), place, method is "POST" or "PUT" ? new { } : null, token)).Status;
}
