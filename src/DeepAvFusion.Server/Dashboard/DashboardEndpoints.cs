using System.Reflection;
using DeepAvFusion.Server.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DeepAvFusion.Server.Dashboard;

/// <summary>The page: plain files that travel inside the assembly, and tell nothing of what is analysed.</summary>
internal static class DashboardEndpoints
{
    private const string Prefix = "page/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var path = name[Prefix.Length..];
            var type = Types[Path.GetExtension(path)];
            routes.MapGet(path == "index.html" ? "/" : "/" + path, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-cache";
                return Results.Stream(assembly.GetManifestResourceStream(name)!, type);
            }).ForAnyone().ExcludeFromDescription();
        }
    }
}
