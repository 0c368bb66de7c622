using DeepAvFusion.Engine;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DeepAvFusion.Server.Health;

/// <summary>Ready all the same while a sink cannot write, for people still see what happens; but it is said.</summary>
internal sealed class SinksCheck(Analyzer analyzer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failures = analyzer.SinkBoard.Failures;
        return Task.FromResult(failures.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join("; ", failures.Select(failure => $"stream {failure.Stream}, sink {failure.Sink}: {failure.Line}"))));
    }
}
