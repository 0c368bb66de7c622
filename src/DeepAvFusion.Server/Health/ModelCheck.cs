using DeepAvFusion.Engine;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DeepAvFusion.Server.Health;

/// <summary>Ready: the model is loaded, and no pass of it takes longer than anybody waits. It looks and does not ask, so a device that hangs cannot hold it up.</summary>
internal sealed class ModelCheck(Analyzer analyzer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        analyzer.Model.Trouble(analyzer.Patience) is { } trouble ? HealthCheckResult.Unhealthy(trouble) : HealthCheckResult.Healthy());
}
