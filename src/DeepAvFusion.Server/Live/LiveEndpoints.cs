using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Sinks.Live;
using DeepAvFusion.Store.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Server.Live;

/// <summary>/api/streams/{name}/live: a WebSocket that carries pictures, results, maps and the sound listened to (Live/README.md).</summary>
internal static class LiveEndpoints
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        var (analyzer, live) = (routes.ServiceProvider.GetRequiredService<Analyzer>(), routes.ServiceProvider.GetRequiredService<LiveHub>());
        var callers = routes.ServiceProvider.GetRequiredService<Callers>();
        var stopping = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        routes.MapGet("/api/streams/{name}/live", async (HttpContext context, string name) =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
                return Results.Problem("Open this address as a WebSocket.", statusCode: StatusCodes.Status400BadRequest);
            if (!StreamId.IsValid(name) || analyzer.Board.Find(new StreamId(name)) is null)
                return Results.Problem("There is no such stream.", statusCode: StatusCodes.Status404NotFound);
            if (stopping.IsCancellationRequested)
                return Results.Problem("The analyzer stops.", statusCode: StatusCodes.Status503ServiceUnavailable);
            using var watch = live.Watch(new StreamId(name));
            if (watch is null)
                return Results.Problem("As many people watch this stream as davf.sinks.live.watchers allows.", statusCode: StatusCodes.Status429TooManyRequests);
            using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            var watching = WatchCallerAsync(context, callers, new StreamId(name), end);
            await new LiveChannel(socket, watch).RunAsync(end.Token).ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
            return Results.Empty;
        }).For(AccessRole.Viewer, StreamScope.Named).WithSummary("WebSocket with pictures, results, maps and sound.");
    }

    /// <summary>Who has signed out, or may not see the stream any more, does not go on watching.</summary>
    private static async Task WatchCallerAsync(HttpContext context, Callers callers, StreamId stream, CancellationTokenSource end)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token).ConfigureAwait(false))
            {
                var found = await callers.IdentifyAsync(context).ConfigureAwait(false);
                if (found.Caller is { } caller ? !caller.MaySee(stream) : found.Why != Unknown.StoreAway)
                    await end.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // the viewer left
        }
    }
}
