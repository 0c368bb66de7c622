using System.Reflection;
using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Store.Access;
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
        var api = routes.MapGroup("/api").AddEndpointFilter(ApiProblems.TellAsync);
        api.MapGet("/about", () => About(analyzer)).For(AccessRole.Viewer, StreamScope.Asked).WithSummary("Version, model, device.").Produces<AboutView>();
        api.MapGet("/streams", (HttpContext context) => analyzer.Board.Streams.Where(status => Caller.Of(context).MaySee(status.Stream)).Select(status => StreamView.Of(status, analyzer.SinkBoard)))
            .For(AccessRole.Viewer, StreamScope.Asked).WithSummary("Every stream that one may see: state, losses, age of result.");
        api.MapPost("/streams", (HttpContext context, NewStream stream, CancellationToken cancel) => AddAsync(context, analyzer, stored, stream, cancel))
            .For(AccessRole.Admin).WithSummary("Add a stream; network sources only.").Produces<StreamView>(StatusCodes.Status201Created);
        var one = api.MapGroup("/streams/{name}");
        one.MapGet("", (string name) => Find(analyzer, name) is { } status ? Results.Ok(StreamView.Of(status, analyzer.SinkBoard)) : Unknown(name))
            .For(AccessRole.Viewer, StreamScope.Named).WithSummary("One stream.").Produces<StreamView>();
        one.MapDelete("", (string name, CancellationToken cancel) => CommandAsync(analyzer, name, id => RemoveAsync(analyzer, stored, id, cancel))).For(AccessRole.Admin, StreamScope.Named).WithSummary("Remove a stream.").Produces(StatusCodes.Status204NoContent);
        one.MapPost("/restart", (string name, CancellationToken cancel) => CommandAsync(analyzer, name, id => analyzer.RestartAsync(id, cancel)))
            .For(AccessRole.Operator, StreamScope.Named).WithSummary("Begin a new run.").Produces(StatusCodes.Status204NoContent);
        one.MapPost("/stop", (string name, CancellationToken cancel) => CommandAsync(analyzer, name, id => analyzer.StopStreamAsync(id, cancel)))
            .For(AccessRole.Operator, StreamScope.Named).WithSummary("Stop a stream until it is restarted.").Produces(StatusCodes.Status204NoContent);
    }

    private static IResult About(Analyzer analyzer) => analyzer.Model.Model is { } model
        ? Results.Ok(new AboutView(
            typeof(ApiEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
            model.Name, model.Sha256, model.Training, analyzer.Device, analyzer.NumberType))
        : ApiProblems.Of(StatusCodes.Status503ServiceUnavailable, "There is no model.", analyzer.Model.Trouble(analyzer.Patience) ?? "There is no model.");

    private static async Task<IResult> AddAsync(HttpContext context, Analyzer analyzer, StreamTable? stored, NewStream stream, CancellationToken cancel)
    {
        AuditTrail.Target(context, stream.Name);
        if (!StreamId.IsValid(stream.Name))
            throw new UserErrorException("'name' must be 1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit.");
        var settings = stream.Settings();
        if (!StreamSources.Of(settings, SourcePolicy.Open).IsRemote)
            throw new UserErrorException("Files and devices of the server cannot be opened through the API; name them in the settings file.");
        await analyzer.AddAsync(settings, cancel).ConfigureAwait(false);
        if (stored is not null)
            await KeepAsync(analyzer, stored, stream.Stored(), cancel).ConfigureAwait(false);
        return Results.Created($"/api/streams/{stream.Name}", StreamView.Of(analyzer.Board.Find(new StreamId(stream.Name!))!, analyzer.SinkBoard));
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
        await command(status.Stream).ConfigureAwait(false);
        return Results.NoContent();
    }

    private static Engine.Status.StreamStatus? Find(Analyzer analyzer, string name) => StreamId.IsValid(name) ? analyzer.Board.Find(new StreamId(name)) : null;

    private static IResult Unknown(string name) => LearningEndpoints.NoStream(name);
}
