using DeepAvFusion.Cli.About;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Cli.Evidence;
using DeepAvFusion.Cli.Hosting;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Alerts;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Server;
using DeepAvFusion.Sinks;
using DeepAvFusion.Sinks.Alerts;
using DeepAvFusion.Sinks.Clips;
using DeepAvFusion.Sinks.JsonLines;
using DeepAvFusion.Sinks.Live;
using DeepAvFusion.Sinks.Overlay;
using DeepAvFusion.Sinks.Store;
using DeepAvFusion.Sinks.Wav;
using DeepAvFusion.Sinks.Webhooks;
using DeepAvFusion.Store;
using DeepAvFusion.Store.Access;
using DeepAvFusion.Store.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Cli.Run;

/// <summary>The running analyzer with its page, until a signal ends it.</summary>
internal static class AnalyzerRun
{
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(LoadedSettings loaded, bool demo)
    {
        var all = loaded.Bind(ProductSettings.From);
        ServerHosting.Probe(all.Server);
        using var held = all.Sinks.JsonLines || all.Sinks.Wav || all.Sinks.Overlay ? FolderLock.Take(all.Sinks.Folder) : null;
        using var spooling = all.Store.IsEnabled ? FolderLock.Take(all.Store.SpoolFolder) : null;
        using var posting = all.Outputs.Webhooks.Count > 0 ? FolderLock.Take(all.Outputs.Folder) : null;
        using var cutting = all.Clips.IsEnabled ? FolderLock.Take(all.Clips.Folder) : null;
        var live = new LiveHub(all.Sinks.Watchers);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.AddProduct(loaded, all.Engine, all.Logs, Sinks(all.Sinks, held, live), oneShot: false, all.Learning.IsEnabled ? all.Learning : null);
        builder.Services.AddSingleton(live).AddServer(all.Server).AddSystemdNotices();
        if (all.Store.IsEnabled)
            AddStore(builder.Services, all.Store);
        if (all.Server.NeedsUsers)
            await CheckUsersAsync(all.Server, all.Store).ConfigureAwait(false);
        if (all.Clips.IsEnabled)
            builder.Services.AddClips(all.Clips, all.Store).AddSingleton(EvidenceText.Of(loaded, all.Engine));
        if (all.Store.IsEnabled && all.Engine.Alerts.IsEnabled)
            builder.Services.AddAlerts(all.Engine.Alerts, all.Store.SpoolFolder, all.Store.SpoolLimit);
        if (posting is not null)
            builder.Services.AddSingleton(all.Outputs).AddSingleton<WebhookOutbox>().AddSingleton<IStreamSink, WebhookSink>().AddSingleton<IAlertOutput, WebhookAlerts>();
        if (demo)
            builder.Services.AddHostedService<DemoCameras>();
        var app = builder.Build().UseServer();
        await using (app.ConfigureAwait(false))
        {
            var lines = new StartLines(all.Logs, app.Services.GetRequiredService<ILogger<StartLines>>());
            foreach (var (name, value) in AboutFacts.Gather(all.Engine.Model))
                lines.Tell($"{name,-15} {value}");
            if (AboutFacts.Warning(all.Engine.Model) is { } warning)
                lines.Tell($"WARNING         {warning}");
            foreach (var note in CheckpointNotes.Of(all.Engine.Model))
                lines.Tell(note);
            await app.RunToEndAsync(stopping => WatchAsync(app, lines, stopping), start => ServerHosting.Refusal(all.Server, start)).ConfigureAwait(false);
            app.ThrowTrouble();
            return await CodeOfAsync(app.Services.GetRequiredService<Analyzer>().SinkBoard).ConfigureAwait(false);
        }
    }

    /// <summary>What a sink could not write in between is lost, although it can by now.</summary>
    private static async Task<int> CodeOfAsync(SinkBoard sinks)
    {
        if (sinks.First is not { } first)
            return 0;
        await Console.Error.WriteLineAsync(TerminalText.Lines(FormattableString.Invariant(
            $"deepav: Not everything was saved, from {first.Since:u} on (stream {first.Stream}, sink {first.Sink}): {first.Line}"))).ConfigureAwait(false);
        return EntryPoint.Incomplete;
    }

    private static void AddStore(IServiceCollection services, StoreSettings settings)
    {
        var database = StoreDatabase.Of(settings);
        try
        {
            database.Migrate();
        }
        catch (UserErrorException e) when (e.InnerException is { } cause && database.MayPass(cause))
        {
            // the writer tells of it, spools, and tries again
        }
        services.AddStore(settings, database).AddSingleton<IStreamSink, StoreSink>().AddHostedService<StoredStreams>();
    }

    /// <summary>Others can reach the server: somebody must be able to sign in. A store that cannot be read as yet lets nobody in until it can.</summary>
    private static async Task CheckUsersAsync(ServerSettings server, StoreSettings store)
    {
        try
        {
            if (store.IsEnabled && await new UserTable(StoreDatabase.Of(store), TimeProvider.System).AnyAsync(CancellationToken.None).ConfigureAwait(false))
                return;
        }
        catch (UserErrorException)
        {
            return;
        }
        throw new UserErrorException(
            $"The server would listen on {server.Address}, which others can reach, and nobody could sign in: add a user (deepav user add NAME --role admin), set a token (davf.server.token) or an issuer (davf.server.oidc), or listen on a loopback address.");
    }

    private static async Task WatchAsync(WebApplication app, StartLines lines, CancellationToken stopping)
    {
        var analyzer = app.Services.GetRequiredService<Analyzer>();
        lines.Tell($"Watching {analyzer.Board.Streams.Count} streams. Open {ServerHosting.PageOf(app.Services)}");
        if (analyzer.Model.Model is { IsTrained: false } model)
            lines.Tell($"The model '{model.Name}' is untrained: what it says means nothing until trained weights are given (--model FILE).");
        await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lines.Tell("Stopping: letting out what is inside …");
    }

    private static List<IStreamSink> Sinks(RunSinkSettings sinks, FolderLock? held, LiveHub live)
    {
        var folders = new SinkFolders(sinks.Folder, PerStream: true) { Lock = held };
        List<IStreamSink> chosen = [live];
        if (sinks.JsonLines)
            chosen.Add(new JsonLinesSink(folders));
        if (sinks.Wav)
            chosen.Add(new WavSink(folders));
        if (sinks.Overlay)
            chosen.Add(new OverlaySink(folders));
        return chosen;
    }
}
