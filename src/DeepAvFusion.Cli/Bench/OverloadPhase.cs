using System.Diagnostics;
using DeepAvFusion.Cli.Hosting;
using DeepAvFusion.Cli.Logging;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Training.Online;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Cli.Bench;

/// <summary>What an analyzer made of a clip that several streams played at once.</summary>
/// <param name="Age">Seconds at p50, p95 and p99, of the stream where they are worst.</param>
/// <param name="Lost">Windows by reason.</param>
/// <param name="Took">From the first result to the last.</param>
internal sealed record OverloadPhase(long Analysed, IReadOnlyDictionary<LossReason, long> Lost, (double P50, double P95, double P99) Age, TimeSpan Took)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>How many times as many windows came as were analysed.</summary>
    public double Load => (Analysed + Lost.Values.Sum()) / (double)Analysed;

    /// <param name="learning">How operators teach; null for not at all.</param>
    /// <param name="beside">What goes on meanwhile, until it is stopped; null for nothing.</param>
    public static async Task<OverloadPhase> MeasureAsync(
        LoadedSettings loaded, EngineSettings engine, LogSettings logs, string clip, int streams, bool live, OnlineSettings? learning = null, Func<IServiceProvider, CancellationToken, Task>? beside = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddProduct(loaded, engine with { Source = engine.Source with { LivePacing = live, Preview = null } }, logs.AtLeast(LogLevel.Error), [], oneShot: true, learning);
        using var host = builder.Build();
        var analyzer = host.Services.GetRequiredService<Analyzer>();
        var took = TimeSpan.Zero;
        await host.RunToEndAsync(async stopping =>
        {
            await analyzer.Model.Opened.WaitAsync(stopping).ConfigureAwait(false);
            for (var i = 0; i < streams; i++)
                await analyzer.AddAsync(new StreamSettings(new StreamId($"stream-{i}"), clip, live, null), stopping).ConfigureAwait(false);
            var began = 0L;
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var work = beside?.Invoke(host.Services, over.Token) ?? Task.CompletedTask;
            while (!analyzer.Board.Streams.All(status => status.IsFinal))
            {
                if (began == 0 && analyzer.Board.Streams.Any(status => status.Analysed > 0))
                    began = Stopwatch.GetTimestamp();
                await Task.Delay(LookEvery, stopping).ConfigureAwait(false);
            }
            took = Stopwatch.GetElapsedTime(began);
            await over.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }, _ => null).ConfigureAwait(false);
        host.ThrowTrouble();
        var board = analyzer.Board.Streams;
        if (board.Sum(status => status.Analysed) is 0)
            throw new UserErrorException($"No window was analysed: {board[0].Detail}");
        return new OverloadPhase(
            board.Sum(status => status.Analysed),
            board.SelectMany(status => status.Lost).GroupBy(lost => lost.Key.Reason).ToDictionary(reason => reason.Key, reason => reason.Sum(lost => lost.Value)),
            (board.Max(status => status.Age.P50.TotalSeconds), board.Max(status => status.Age.P95.TotalSeconds), board.Max(status => status.Age.P99.TotalSeconds)), took);
    }
}
