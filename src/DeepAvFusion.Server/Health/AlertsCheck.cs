using DeepAvFusion.Engine.Alerts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DeepAvFusion.Server.Health;

/// <summary>Ready all the same while alerts cannot be kept or handed over, for they wait; but it is said.</summary>
internal sealed class AlertsCheck(IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        services.GetService<AlertDesk>()?.Journal.Trouble is { } trouble ? HealthCheckResult.Degraded(trouble) : HealthCheckResult.Healthy());
}
