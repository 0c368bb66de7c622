using DeepAvFusion.Store.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DeepAvFusion.Server.Access;

/// <summary>What a caller needs for an endpoint. One that declares nothing is for admins of all streams.</summary>
internal sealed record Need(AccessRole Role, StreamScope Streams)
{
    public static Need Undeclared { get; } = new(AccessRole.Admin, StreamScope.All);
}

/// <summary>How an endpoint treats a caller who may see some streams only.</summary>
internal enum StreamScope
{
    /// <summary>It refuses.</summary>
    All,

    /// <summary>The route value `name` is a stream, which the caller has to be allowed to see.</summary>
    Named,

    /// <summary>It asks <see cref="Caller.MaySee(string)"/> itself.</summary>
    Asked,
}

/// <summary>Declares needs.</summary>
internal static class Needs
{
    /// <summary>Says who may use an endpoint or a group; what is said of an endpoint itself counts more.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoints, AccessRole role, StreamScope streams = StreamScope.All) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new Need(role, streams));

    /// <summary>Anybody may use it, signed in or not.</summary>
    public static TBuilder ForAnyone<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder => endpoints.AllowAnonymous();
}

/// <summary>Compares what an endpoint needs with who asks.</summary>
internal sealed class NeedRequirement : AuthorizationHandler<NeedRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedRequirement requirement)
    {
        if (context.Resource is not HttpContext http || Caller.OfOrNull(http) is not { } caller)
            return Task.CompletedTask;
        if (http.GetEndpoint() is not { } endpoint)
            context.Succeed(requirement);                              // there is nothing, which is said
        else if (IsMet(endpoint.Metadata.GetMetadata<Need>() ?? Need.Undeclared, caller, http))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool IsMet(Need need, Caller caller, HttpContext http) => caller.Role >= need.Role && need.Streams switch
    {
        StreamScope.Asked => true,
        StreamScope.Named => caller.MaySee(http.GetRouteValue("name") as string),
        _ => caller.Streams is null,
    };
}
