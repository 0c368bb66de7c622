using DeepAvFusion.Server.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace DeepAvFusion.Server.Api;

/// <summary>The API described by itself: /api/openapi.json for programs, /api/docs for people. Neither needs anything from elsewhere.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const string Place = "/api/openapi.json";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "DeepAvFusion.Streaming", Version = Name, Description = "What sounds, where it is in the picture, and who may know. Refusals are problem details (RFC 9457)." };
            document.Servers = [];
            document.Tags = new HashSet<OpenApiTag>(document.Paths.Keys.Select(path => path.Split('/')[2]).Distinct().Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }));
            var paths = new OpenApiPaths();
            foreach (var (path, item) in document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal))
                paths.Add(path, item);
            document.Paths = paths;
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of this server (davf_…), or of its issuer." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            var need = metadata.OfType<Need>().LastOrDefault() ?? Need.Undeclared;
            var isForAnyone = metadata.OfType<IAllowAnonymous>().Any();
            operation.Description = isForAnyone ? "For anyone." : $"For the role {need.Role.ToString().ToLowerInvariant()}{(need.Streams == StreamScope.All ? ", of all streams" : "")}.";
            if (!isForAnyone)
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
            operation.Tags = new HashSet<OpenApiTagReference> { new(context.Description.RelativePath!.Split('/')[1], context.Document) };
            (operation.Responses ??= new OpenApiResponses())["default"] = new OpenApiResponse { Description = "Refused: problem details (RFC 9457), application/problem+json." };
            foreach (var name in metadata.OfType<QueryParameters>().SelectMany(query => query.Filters.Concat(query.Cursor)))
                (operation.Parameters ??= []).Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/api/openapi.json").For(Store.Access.AccessRole.Viewer, StreamScope.Asked);
        routes.MapScalarApiReference(SecurityHeaders.ApiPage, page => page.WithTitle("DeepAvFusion API").WithOpenApiRoutePattern(Place).DisableDefaultFonts().DisableTelemetry()).ForAnyone().ExcludeFromDescription();
    }
}

/// <summary>Parameters of a query that an endpoint reads by itself.</summary>
internal sealed record QueryParameters(IReadOnlyList<string> Filters, IReadOnlyList<string> Cursor);
