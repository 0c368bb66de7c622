using Akka.Actor;
using DeepAvFusion.Engine.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DeepAvFusion.Server.Health;

/// <summary>Live: the analyzer's actors are there. A device that hangs does not make the process dead: its windows are counted as lost.</summary>
internal sealed class ActorsCheck(ActorSystem system, AnalyzerService analyzer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        system.WhenTerminated.IsCompleted ? HealthCheckResult.Unhealthy("the actor system has ended")
        : analyzer.Trouble is { } trouble ? HealthCheckResult.Unhealthy(trouble)
        : HealthCheckResult.Healthy());
}
