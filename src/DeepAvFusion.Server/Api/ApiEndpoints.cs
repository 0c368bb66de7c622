using System.Reflection;
using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Store.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Api;

/// <summary>The JSON API under /api.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var analyzer = routes.ServiceProvider.GetRequiredService<Analyzer>();
        var stored = routes.ServiceProvider.GetService<StreamTable>();
        var api = routes.MapGroup("/api");
        api.MapGet("/about", () => About(analyzer));
        api.MapGet("/streams", () => analyzer.Board.Streams.Select(status => StreamView.Of(status, analyzer.SinkBoard)));
        api.MapGet("/streams/{name}", (string name) => Find(analyzer, name) is { } status ? Results.Ok(StreamView.Of(status, analyzer.SinkBoard)) : Unknown(name));
        api.MapPost("/streams", (NewStream stream, CancellationToken cancel) => AddAsync(analyzer, stored, stream, cancel));
        api.MapDelete("/streams/{name}", (string name, CancellationToken cancel) => CommandAsync(analyzer, name, id => RemoveAsync(analyzer, stored, id, cancel)));
        api.MapPost("/streams/{name}/restart", (string name, CancellationToken cancel) => CommandAsync(analyzer, name, id => analyzer.RestartAsync(id, cancel)));
        api.MapPost("/streams/{name}/stop", (string name, CancellationToken cancel) => CommandAsync(analyzer, name, id => analyzer.StopStreamAsync(id, cancel)));
    }

    private static IResult About(Analyzer analyzer) => analyzer.Model.Model is { } model
        ? Results.Ok(new AboutView(
            typeof(ApiEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
            model.Name, model.Sha256, model.Training, analyzer.Device, analyzer.NumberType))
        : Results.Json(new ErrorView(analyzer.Model.Trouble(analyzer.Patience) ?? "There is no model."), statusCode: StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> AddAsync(Analyzer analyzer, StreamTable? stored, NewStream stream, CancellationToken cancel)
    {
        if (!StreamId.IsValid(stream.Name))
            return Results.BadRequest(new ErrorView("'name' must be 1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit."));
        try
        {
            var settings = stream.Settings();
            if (!StreamSources.Of(settings, SourcePolicy.Open).IsRemote)
                return Results.BadRequest(new ErrorView("Files and devices of the server cannot be opened through the API; name them in the settings file."));
            await analyzer.AddAsync(settings, cancel).ConfigureAwait(false);
            if (stored is not null)
                await KeepAsync(analyzer, stored, stream.Stored(), cancel).ConfigureAwait(false);
            return Results.Created($"/api/streams/{stream.Name}", StreamView.Of(analyzer.Board.Find(new StreamId(stream.Name!))!, analyzer.SinkBoard));
        }
        catch (UserErrorException e)
        {
            return Results.BadRequest(new ErrorView(e.Message));
        }
    }

    /// <summary>A stream that would be gone after a restart is not added.</summary>
    private static async Task KeepAsync(Analyzer analyzer, StreamTable stored, StoredStream stream, CancellationToken cancel)
    {
        try
        {
            await stored.SaveAsync(stream, cancel).ConfigureAwait(false);
        }
        catch
        {
            await analyzer.RemoveAsync(stream.Stream, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task RemoveAsync(Analyzer analyzer, StreamTable? stored, StreamId stream, CancellationToken cancel)
    {
        if (stored is not null)
            await stored.RemoveAsync(stream, cancel).ConfigureAwait(false);
        await analyzer.RemoveAsync(stream, cancel).ConfigureAwait(false);
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
