using DeepAvFusion.Cli.About;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Scenes.Serve;
using DeepAvFusion.Server;
using DeepAvFusion.Sinks;
using DeepAvFusion.Sinks.JsonLines;
using DeepAvFusion.Sinks.Live;
using DeepAvFusion.Sinks.Overlay;
using DeepAvFusion.Sinks.Wav;

namespace DeepAvFusion.Cli.Run;

/// <summary>The running analyzer with its page, until a signal ends it.</summary>
internal static class AnalyzerRun
{
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(LoadedSettings loaded, bool demo)
    {
        var all = loaded.Bind(ProductSettings.From);
        var (settings, sinks) = (all.Engine, all.Sinks);
        using var signals = new StopSignals();
        foreach (var (name, value) in AboutFacts.Gather(settings.Model))
            Console.Error.WriteLine($"{name,-15} {value}");
        if (AboutFacts.Warning(settings.Model) is { } warning)
            Console.Error.WriteLine($"WARNING         {warning}");
        var live = new LiveHub(sinks.Watchers);
        var analyzer = Analyzer.Start(
            settings, all.Akka(loaded), () => ModelOpening.Open(settings), Sinks(sinks, live), oneShot: false, TimeProvider.System);
        await using var _ = analyzer.ConfigureAwait(false);
        var page = await AnalyzerServer.StartAsync(all.Server, analyzer, live, signals.Token).ConfigureAwait(false);
        await using var __ = page.ConfigureAwait(false);
        var cameras = demo ? await SceneServer.StartAsync(new SceneServerSettings(), signals.Token).ConfigureAwait(false) : null;
        try
        {
            foreach (var stream in settings.Streams.Concat(cameras is null ? [] : cameras.Urls.Select(camera => new StreamSettings(new StreamId(camera.Key), camera.Value.ToString(), true, null))))
                await analyzer.AddAsync(stream, signals.Token).ConfigureAwait(false);
            Console.Error.WriteLine();
            Console.Error.WriteLine($"Watching {analyzer.Board.Streams.Count} streams. Open {page.Url}");
            if (!analyzer.Model.IsTrained)
                Console.Error.WriteLine($"The model '{analyzer.Model.Name}' is untrained: what it says means nothing until trained weights are given (--model FILE).");
            await signals.WaitAsync().ConfigureAwait(false);
            Console.Error.WriteLine("Stopping: letting out what is inside …");
        }
        finally
        {
            if (cameras is not null)
                await cameras.DisposeAsync().ConfigureAwait(false);
        }
        if (!await analyzer.StopAsync().ConfigureAwait(false))
            throw new UserErrorException($"Not everything came out within the grace period ({settings.Grace.TotalSeconds} s); raise davf.shutdown.grace.");
        return 0;
    }

    private static List<IStreamSink> Sinks(RunSinkSettings sinks, LiveHub live)
    {
        var folders = new SinkFolders(sinks.Folder, PerStream: true);
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
