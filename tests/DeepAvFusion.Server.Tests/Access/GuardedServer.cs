using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Learning;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Store;
using DeepAvFusion.Store.Access;
using DeepAvFusion.Store.Databases;
using DeepAvFusion.Training.Online;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Tests.Access;

/// <summary>A server with a store of its own and two streams, `door` and `yard`; with users once some are added.</summary>
internal sealed class GuardedServer : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly DirectoryInfo _folder;

    private GuardedServer(RunningServer server, DirectoryInfo folder) => (Server, _folder) = (server, folder);

    public RunningServer Server { get; }

    public string StoreFile => Path.Combine(_folder.FullName, "deepav.db");

    public UserTable Users => Server.Services.GetRequiredService<UserTable>();

    public TokenTable Tokens => Server.Services.GetRequiredService<TokenTable>();

    public AuditTable Audit => Server.Services.GetRequiredService<AuditTable>();

    public static Task<GuardedServer> StartAsync(params string[] overrides) => StartAsync(learns: false, overrides);

    /// <param name="learns">It also has a trainer, and what goes with it.</param>
    public static async Task<GuardedServer> StartAsync(bool learns, params string[] overrides)
    {
        var folder = Directory.CreateTempSubdirectory("davf-access-");
        var settings = new StoreSettings(true, Path.Combine(folder.FullName, "deepav.db"), null, folder.FullName, 1 << 20, new RetentionSettings(TimeSpan.Zero, 0));
        var database = new SqliteDatabase(settings.File);
        database.Migrate();
        var davf = new SettingsReader(SettingsLoader.Load([], [$"davf.learning.folder=\"{folder.FullName}\"", "davf.model.device=cpu"]).Config.GetConfig("davf"), new SettingsReport());
        var (engine, online) = (EngineSettings.From(davf), OnlineSettings.From(davf));
        var server = await RunningServer.StartAsync(services =>
        {
            services.AddStore(settings, database);
            if (learns)
                services.AddLearning(engine, () => OnlineLearning.Open(online, TeachableModel.Open(engine.Model), TimeProvider.System));
        }, overrides);
        foreach (var name in new[] { "door", "yard" })
            await server.Analyzer.AddAsync(new StreamSettings(new StreamId(name), "http://127.0.0.1:9/x.ts", null, null), CancellationToken.None);
        return new GuardedServer(server, folder);
    }

    /// <summary>A token of a role, which may see some streams or all.</summary>
    public async Task<string> TokenAsync(AccessRole role, params string[] streams) => (await Tokens.AddAsync("test", role, streams.Length > 0 ? streams : null, null, "test", default)).Token;

    public async Task AddUserAsync(string name, AccessRole role, params string[] streams)
    {
        await Users.AddAsync(name, Password, role, streams.Length > 0 ? streams : null, default);
        Server.Services.GetRequiredService<Server.Access.Callers>().Changed();
    }

    public async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Answer)> SendAsync(HttpMethod method, string path, object? body = null, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await Server.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonDocument.Parse(text).RootElement : default, answer);
    }

    /// <summary>Signs in; the cookie as it goes back.</summary>
    public async Task<string> SignInAsync(string name, string password = Password)
    {
        var (status, _, answer) = await SendAsync(HttpMethod.Post, "/api/session", new { name, password });
        Assert.Equal(HttpStatusCode.OK, status);
        return Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
