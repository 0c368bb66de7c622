using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Sinks.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Server.Live;

/// <summary>/api/streams/{name}/live: a WebSocket that carries pictures, results, maps and the sound listened to (Live/README.md).</summary>
internal static class LiveEndpoints
{
    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        var (analyzer, live) = (routes.ServiceProvider.GetRequiredService<Analyzer>(), routes.ServiceProvider.GetRequiredService<LiveHub>());
        var stopping = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        routes.MapGet("/api/streams/{name}/live", async (HttpContext context, string name) =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
                return Results.BadRequest("Open this address as a WebSocket.");
            if (!StreamId.IsValid(name) || analyzer.Board.Find(new StreamId(name)) is null)
                return Results.NotFound();
            if (stopping.IsCancellationRequested)
                return Results.Text("The analyzer stops.", statusCode: StatusCodes.Status503ServiceUnavailable);
            using var watch = live.Watch(new StreamId(name));
            if (watch is null)
                return Results.Text("As many people watch this stream as davf.sinks.live.watchers allows.", statusCode: StatusCodes.Status429TooManyRequests);
            using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            await new LiveChannel(socket, watch).RunAsync(context.RequestAborted).ConfigureAwait(false);
            return Results.Empty;
        });
    }
}
