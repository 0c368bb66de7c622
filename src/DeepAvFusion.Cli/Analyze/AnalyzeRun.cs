using System.Diagnostics;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Sinks;
using DeepAvFusion.Sinks.JsonLines;
using DeepAvFusion.Sinks.Overlay;
using DeepAvFusion.Sinks.Wav;

namespace DeepAvFusion.Cli.Analyze;

/// <summary>One analysis from start to closing table.</summary>
internal static class AnalyzeRun
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(AnalyzeRequest request, LoadedSettings loaded)
    {
        var all = loaded.Bind(ProductSettings.From);
        var settings = all.Engine;
        settings = settings with { Source = settings.Source with { LivePacing = request.Live || settings.Source.LivePacing } };
        var uri = SourceUri.Parse(request.Input, settings.Source.Policy);
        var folder = OutputFolder.Prepare(request.Output);
        using var signals = new StopSignals();
        var folders = new SinkFolders(folder, PerStream: false);
        var summary = new SummarySink();
        var analyzer = Analyzer.Start(
            settings, all.Akka(loaded, LogLevel.Error), () => ModelOpening.Open(settings),
            [new JsonLinesSink(folders), new WavSink(folders), new OverlaySink(folders), summary], oneShot: true, TimeProvider.System);
        await using var _ = analyzer.ConfigureAwait(false);
        var stream = new StreamSettings(StreamId.FromText(uri.Name), request.Input, request.Live ? true : uri.IsLive ? null : false, null);
        var began = Stopwatch.GetTimestamp();
        await analyzer.AddAsync(stream, signals.Token).ConfigureAwait(false);
        using (var progress = new AnalyzeProgress(analyzer, stream.Stream, request.Most))
            await WatchAsync(analyzer, stream.Stream, request.Most, progress, signals.Token).ConfigureAwait(false);
        var drained = await analyzer.StopAsync().ConfigureAwait(false);
        var status = analyzer.Board.Find(stream.Stream)!;
        SummaryFile.Write(Path.Combine(folder, "summary.json"), status, summary, analyzer.Model, analyzer.Device, Stopwatch.GetElapsedTime(began));
        AnalyzeTable.Print(request, status, summary, analyzer, Stopwatch.GetElapsedTime(began));
        if (analyzer.SinkBoard.Failures.FirstOrDefault() is { Key: not null } failure)
            throw new UserErrorException(failure.Value);
        if (status.State == StreamState.Faulted)
            throw new UserErrorException(status.Detail);
        if (!drained)
            throw new UserErrorException($"Not everything came out within the grace period ({settings.Grace.TotalSeconds} s); raise davf.shutdown.grace.");
        return signals.Token.IsCancellationRequested ? EntryPoint.Interrupted : 0;
    }

    /// <summary>Until the stream has ended, a sink has failed, the time is up or the user wants to stop.</summary>
    private static async Task WatchAsync(Analyzer analyzer, StreamId stream, TimeSpan? most, AnalyzeProgress progress, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                var status = analyzer.Board.Find(stream);
                progress.Show(status);
                if (status is null or { IsFinal: true } || status.Position >= most || analyzer.SinkBoard.Failures.Count > 0)
                    return;
            }
        }
        catch (OperationCanceledException)
        {
            // the user wants to stop: what is inside comes out next
        }
    }
}
