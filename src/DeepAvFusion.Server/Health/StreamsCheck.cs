using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Status;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DeepAvFusion.Server.Health;

/// <summary>Ready: every stream's state is known. A camera that is away is a known state, and no reason to send people elsewhere.</summary>
internal sealed class StreamsCheck(Analyzer analyzer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var unknown = analyzer.Board.Streams.Where(status => status.State == StreamState.Waiting).Select(status => status.Stream.Value).ToList();
        return Task.FromResult(unknown.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"streams not started yet: {string.Join(", ", unknown)}"));
    }
}
