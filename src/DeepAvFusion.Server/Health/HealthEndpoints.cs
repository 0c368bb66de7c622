using DeepAvFusion.Server.Access;
using DeepAvFusion.Store.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DeepAvFusion.Server.Health;

/// <summary>/health/live and /health/ready: one word and 200, or why not and 503.</summary>
public static class HealthEndpoints
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>Checks that fail only where the process should be started anew.</summary>
    public const string Live = "live";

    /// <summary>Checks that fail while nobody should be sent here.</summary>
    public const string Ready = "ready";

    internal static IServiceCollection AddAnalyzerHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<ActorsCheck>("actors", tags: [Live, Ready])
            .AddCheck<ModelCheck>("model", tags: [Ready])
            .AddCheck<StreamsCheck>("streams", tags: [Ready])
            .AddCheck<SinksCheck>("sinks", tags: [Ready])
            .AddCheck<StoreCheck>("store", tags: [Ready])
            .AddCheck<CertificateCheck>("certificate", tags: [Ready])
            .AddCheck<AlertsCheck>("alerts", tags: [Ready])
            .AddCheck<StartCheck>("start", tags: [Ready]);
        services.AddSingleton<HealthMemory>().AddSingleton<IHealthCheckPublisher>(provider => provider.GetRequiredService<HealthMemory>());
        services.Configure<HealthCheckPublisherOptions>(publisher => publisher.Period = LookEvery);
        return services;
    }

    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.Map(Live);
        routes.Map(Ready);
        routes.MapGet("/api/health", async (HealthCheckService checks, HealthMemory memory, CancellationToken cancel) => memory.Note(await checks.CheckHealthAsync(cancel).ConfigureAwait(false)))
            .For(AccessRole.Viewer).WithSummary("How every part is, and the last that was wrong with it.");
    }

    private static void Map(this IEndpointRouteBuilder routes, string tag) => routes.MapHealthChecks($"/health/{tag}", new HealthCheckOptions
    {
        Predicate = check => check.Tags.Contains(tag),
        ResponseWriter = (context, report) =>
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            var reasons = report.Entries.Values.Where(entry => entry.Status != HealthStatus.Healthy).Select(entry => entry.Description);
            return context.Response.WriteAsync(report.Status == HealthStatus.Healthy ? tag : string.Join("; ", reasons));
        },
    }).ForAnyone();
}
