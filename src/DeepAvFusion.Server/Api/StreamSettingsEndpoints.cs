using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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

/// <summary>/api/streams/{name}/settings: where an added stream comes from. Whoever changes it says by If-Match which settings he saw, so that nobody undoes what another just did.</summary>
internal static class StreamSettingsEndpoints
{
    private const int MostLooks = 1500;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    public static void MapStreamSettings(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<StreamTable>() is not { } stored)
            return;
        var analyzer = routes.ServiceProvider.GetRequiredService<Analyzer>();
        var one = new SemaphoreSlim(1);
        var api = routes.MapGroup("/api/streams/{name}/settings").AddEndpointFilter(ApiProblems.TellStoreAsync).For(AccessRole.Admin, StreamScope.Named);
        api.MapGet("", async (HttpContext context, string name, CancellationToken cancel) =>
        {
            if (await FindAsync(stored, name, cancel).ConfigureAwait(false) is not { } stream)
                return NotHere(analyzer, name);
            context.Response.Headers.ETag = Tag(stream);
            return Results.Ok(StreamSource.Of(stream));
        }).WithSummary("Where an added stream comes from, without passwords; ETag says which settings these are.").Produces<StreamSource>();
        api.MapPut("", async (HttpContext context, string name, StreamSource given, CancellationToken cancel) =>
        {
            await one.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                if (await FindAsync(stored, name, cancel).ConfigureAwait(false) is not { } before)
                    return NotHere(analyzer, name);
                var asked = context.Request.Headers.IfMatch.ToString();
                if (asked.Length == 0)
                    return ApiProblems.Of(StatusCodes.Status428PreconditionRequired, "It is not said which settings are to be changed.", "Send the ETag of GET as If-Match.");
                if (asked != "*" && !asked.Split(',').Select(tag => tag.Trim()).Contains(Tag(before)))
                    return ApiProblems.Of(StatusCodes.Status412PreconditionFailed, "Somebody else changed them.", "The settings are not those of this ETag any more: look again, and decide anew.");
                var after = given.Stored(name, before);
                await ChangeAsync(analyzer, before, after, cancel).ConfigureAwait(false);
                await stored.SaveAsync(after, cancel).ConfigureAwait(false);
                context.Response.Headers.ETag = Tag(after);
                return Results.Ok(StreamSource.Of(after));
            }
            finally
            {
                one.Release();
            }
        }).WithSummary("Change where an added stream comes from; it starts anew. Needs If-Match.").Produces<StreamSource>();
        api.MapPost("/check", (string name, StreamSource given) => Results.Ok(new CheckView(given.Wrong(name)))).WithSummary("What would be wrong with such settings, by field; nothing is changed.").Produces<CheckView>();
        routes.MapPost("/api/streams/check", (NewStream given) => Results.Ok(new CheckView(new StreamSource(given.Uri, given.Live, given.Picture, given.Sound, given.SoundOffset).Wrong(given.Name ?? ""))))
            .For(AccessRole.Admin).WithSummary("What would be wrong with such a new stream, by field; nothing is added.").Produces<CheckView>();
    }

    /// <summary>A stream that cannot be as it should be stays as it was.</summary>
    private static async Task ChangeAsync(Analyzer analyzer, StoredStream before, StoredStream after, CancellationToken cancel)
    {
        var settings = Settings(after);
        if (!StreamSources.Of(settings, SourcePolicy.Open).IsRemote)
            throw new UserErrorException("Files and devices of the server cannot be opened through the API; name them in the settings file.");
        await analyzer.RemoveAsync(before.Stream, cancel).ConfigureAwait(false);
        for (var tries = 0; analyzer.Board.Find(before.Stream) is not null && tries < MostLooks; tries++)
            await Task.Delay(LookEvery, CancellationToken.None).ConfigureAwait(false);           // it ends its source first
        try
        {
            await analyzer.AddAsync(settings, cancel).ConfigureAwait(false);
        }
        catch
        {
            await analyzer.AddAsync(Settings(before), CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private static StreamSettings Settings(StoredStream stream) =>
        new(stream.Stream, stream.Uri, stream.Live, null) { Picture = stream.Picture, Sound = stream.Sound, SoundOffset = stream.SoundOffset };

    private static async Task<StoredStream?> FindAsync(StreamTable stored, string name, CancellationToken cancel) =>
        (await stored.AllAsync(cancel).ConfigureAwait(false)).FirstOrDefault(stream => stream.Stream.Value == name);

    private static IResult NotHere(Analyzer analyzer, string name) => StreamId.IsValid(name) && analyzer.Board.Find(new StreamId(name)) is not null
        ? ApiProblems.Of(StatusCodes.Status409Conflict, "This stream is not changed here.", $"Stream '{name}' was not added through the API: change it in the settings file.")
        : ApiProblems.Of(StatusCodes.Status404NotFound, "There is no such stream.", $"There is no stream called '{name}'.");

    private static string Tag(StoredStream stream) => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(stream))))[..16]}\"";
}

/// <summary>Where a stream comes from, as the API shows and takes it. Passwords are not shown; an address that is sent back as it was shown keeps its own.</summary>
/// <param name="SoundOffset">Seconds by which the sound is moved against the picture.</param>
internal sealed record StreamSource(string? Uri, bool? Live, string? Picture, string? Sound, double? SoundOffset)
{
    public static StreamSource Of(StoredStream stream) => new(Shown(stream.Uri), stream.Live, Shown(stream.Picture), Shown(stream.Sound), stream.SoundOffset?.TotalSeconds);

    public StoredStream Stored(string name, StoredStream before) =>
        new NewStream(name, Kept(Uri, before.Uri), Live, Kept(Picture, before.Picture), Kept(Sound, before.Sound), SoundOffset).Stored();

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Wrong(string name)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!StreamId.IsValid(name))
            wrong["name"] = "1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit";
        foreach (var (field, text) in ((string, string?)[])[("uri", Uri), ("picture", Picture), ("sound", Sound)])
            if (!string.IsNullOrWhiteSpace(text) && WrongOf(text) is { } why)
                wrong[field] = why;
        if (string.IsNullOrWhiteSpace(Uri) && string.IsNullOrWhiteSpace(Picture) && string.IsNullOrWhiteSpace(Sound))
            wrong["uri"] = "an address is needed, such as rtsp://camera.example/door";
        else if (wrong.Count == 0 && WrongOf(new NewStream(name, Uri, Live, Picture, Sound, SoundOffset).Settings()) is { } together)
            wrong["uri"] = together;
        return wrong;
    }

    private static string? WrongOf(string text) => WrongOf(new StreamSettings(new StreamId("x"), text, null, null));

    private static string? WrongOf(StreamSettings settings)
    {
        try
        {
            return StreamSources.Of(settings, SourcePolicy.Open).IsRemote
                ? null : "files and devices of the server cannot be opened here; name them in the settings file";
        }
        catch (UserErrorException e)
        {
            return e.Message;
        }
    }

    private static string? Shown(string? address) => address is null ? null : SourceUri.Parse(address).ToString();

    private static string? Kept(string? given, string? before) => before is not null && given == Shown(before) ? before : given;
}

/// <summary>What is wrong with settings, by field; empty for nothing.</summary>
internal sealed record CheckView(IReadOnlyDictionary<string, string> Wrong);
