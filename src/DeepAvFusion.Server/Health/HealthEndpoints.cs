using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DeepAvFusion.Server.Health;

/// <summary>/health/live: the process answers. /health/ready: the model answers and every stream's state is known.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes, Analyzer analyzer)
    {
        routes.MapGet("/health/live", () => Results.Text("live"));
        routes.MapGet("/health/ready", async (CancellationToken cancel) =>
        {
            var unknown = analyzer.Board.Streams.Where(status => status.State == StreamState.Waiting).Select(status => status.Stream.Value).ToList();
            if (!await analyzer.IsModelReadyAsync(cancel).ConfigureAwait(false))
                return Results.Text("the model does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
            return unknown.Count == 0
                ? Results.Text("ready")
                : Results.Text($"streams not started yet: {string.Join(", ", unknown)}", statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }
}
