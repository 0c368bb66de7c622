using System.Diagnostics;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Cli.Hosting;
using DeepAvFusion.Cli.Logging;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Sinks;
using DeepAvFusion.Sinks.JsonLines;
using DeepAvFusion.Sinks.Overlay;
using DeepAvFusion.Sinks.Wav;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
        settings = settings with { Streams = [], Source = settings.Source with { LivePacing = request.Live || settings.Source.LivePacing } };
        var stream = new StreamSettings(new StreamId("input"), request.Input, request.Live ? true : null, null) { Picture = request.Picture, Sound = request.Sound, SoundOffset = request.SoundOffset };
        var sources = StreamSources.Of(stream, settings.Source.Policy);
        stream = stream with { Stream = StreamId.FromText(sources.Name), Live = stream.Live ?? (sources.IsLive ? null : false) };
        using var held = FolderLock.Take(request.Output);
        var folder = OutputFolder.Prepare(request.Output);
        var folders = new SinkFolders(folder, PerStream: false) { Lock = held };
        var summary = new SummarySink();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddProduct(
            loaded, settings, all.Logs.AtLeast(LogLevel.Error), [new JsonLinesSink(folders), new WavSink(folders), new OverlaySink(folders), summary], oneShot: true, learning: null);
        using var host = builder.Build();
        var analyzer = host.Services.GetRequiredService<Analyzer>();
        foreach (var note in CheckpointNotes.Of(settings.Model))
            await Console.Error.WriteLineAsync(note).ConfigureAwait(false);
        var began = Stopwatch.GetTimestamp();
        var isInterrupted = false;
        await host.RunToEndAsync(async stopping =>
        {
            began = Stopwatch.GetTimestamp();
            await analyzer.AddAsync(stream, stopping).ConfigureAwait(false);
            using var progress = new AnalyzeProgress(analyzer, stream.Stream, request.Most);
            await WatchAsync(analyzer, stream.Stream, request.Most, progress, stopping).ConfigureAwait(false);
            isInterrupted = stopping.IsCancellationRequested;
        }, _ => null).ConfigureAwait(false);
        var model = await analyzer.Model.Opened.ConfigureAwait(false);
        var status = analyzer.Board.Find(stream.Stream)!;
        SummaryFile.Write(Path.Combine(folder, "summary.json"), status, summary, model, analyzer, Stopwatch.GetElapsedTime(began));
        AnalyzeTable.Print(request, status, summary, model, analyzer, Stopwatch.GetElapsedTime(began));
        if (analyzer.SinkBoard.First is { } failure)
            throw new UserErrorException(failure.Line);
        if (status.State == StreamState.Faulted)
            throw new UserErrorException(status.Detail);
        host.ThrowTrouble();
        if (isInterrupted)
            return EntryPoint.Interrupted;
        if (status.Lost.Where(lost => lost.Key.Reason == LossReason.Failed).Sum(lost => lost.Value) is > 0 and var failed)
        {
            var cause = analyzer.Model.LastFailure ?? "no answer came in time";
            await Console.Error.WriteLineAsync(TerminalText.Line($"deepav: {failed} of {failed + summary.Windows} windows could not be analysed; the last: {cause}")).ConfigureAwait(false);
            return EntryPoint.Incomplete;
        }
        if (status.State == StreamState.BrokeOff)
        {
            await Console.Error.WriteLineAsync(TerminalText.Line($"deepav: {status.Source}: {status.Detail}")).ConfigureAwait(false);
            return EntryPoint.BrokeOff;
        }
        return 0;
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
                if (status is null or { IsFinal: true } || status.Position >= most || analyzer.SinkBoard.First is not null)
                    return;
            }
        }
        catch (OperationCanceledException)
        {
            // the user wants to stop: what is inside comes out next
        }
    }
}
