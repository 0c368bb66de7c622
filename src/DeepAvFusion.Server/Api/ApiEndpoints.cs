using System.Reflection;
using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DeepAvFusion.Server.Api;

/// <summary>The JSON API under /api.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this IEndpointRouteBuilder routes, Analyzer analyzer)
    {
        var api = routes.MapGroup("/api");
        api.MapGet("/about", () => About(analyzer));
        api.MapGet("/streams", () => analyzer.Board.Streams.Select(StreamView.Of));
        api.MapGet("/streams/{name}", (string name) => Find(analyzer, name) is { } status ? Results.Ok(StreamView.Of(status)) : Unknown(name));
        api.MapPost("/streams", (NewStream stream, CancellationToken cancel) => AddAsync(analyzer, stream, cancel));
        api.MapDelete("/streams/{name}", (string name, CancellationToken cancel) => CommandAsync(analyzer, name, id => analyzer.RemoveAsync(id, cancel)));
        api.MapPost("/streams/{name}/restart", (string name, CancellationToken cancel) => CommandAsync(analyzer, name, id => analyzer.RestartAsync(id, cancel)));
        api.MapPost("/streams/{name}/stop", (string name, CancellationToken cancel) => CommandAsync(analyzer, name, id => analyzer.StopStreamAsync(id, cancel)));
    }

    private static AboutView About(Analyzer analyzer) => new(
        typeof(ApiEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
        analyzer.Model.Name, analyzer.Model.Sha256, analyzer.Model.Training, analyzer.Device);

    private static async Task<IResult> AddAsync(Analyzer analyzer, NewStream stream, CancellationToken cancel)
    {
        if (!StreamId.IsValid(stream.Name))
            return Results.BadRequest(new ErrorView("'name' must be 1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit."));
        if (string.IsNullOrWhiteSpace(stream.Uri))
            return Results.BadRequest(new ErrorView("'uri' is missing: give the source, such as rtsp://camera.example/stream."));
        if (stream.Uri.StartsWith('/') || stream.Uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || !stream.Uri.Contains("://", StringComparison.Ordinal))
            return Results.BadRequest(new ErrorView("Files and devices of the server cannot be opened through the API; name them in the settings file."));
        try
        {
            await analyzer.AddAsync(new StreamSettings(new StreamId(stream.Name!), stream.Uri, stream.Live, null), cancel).ConfigureAwait(false);
            return Results.Created($"/api/streams/{stream.Name}", StreamView.Of(analyzer.Board.Find(new StreamId(stream.Name!))!));
        }
        catch (UserErrorException e)
        {
            return Results.BadRequest(new ErrorView(e.Message));
        }
    }

    private static async Task<IResult> CommandAsync(Analyzer analyzer, string name, Func<StreamId, Task> command)
    {
        if (Find(analyzer, name) is not { } status)
            return Unknown(name);
        try
        {
            await command(status.Stream).ConfigureAwait(false);
            return Results.NoContent();
        }
        catch (UserErrorException e)
        {
            return Results.BadRequest(new ErrorView(e.Message));
        }
    }

    private static Engine.Status.StreamStatus? Find(Analyzer analyzer, string name) => StreamId.IsValid(name) ? analyzer.Board.Find(new StreamId(name)) : null;

    private static IResult Unknown(string name) => Results.NotFound(new ErrorView(StreamId.IsValid(name) ? $"There is no stream called '{name}'." : "That is not a stream name."));
}
