using Akka;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Monitoring;
using DeepAvFusion.Engine.Recall;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Assembly;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Windowing;
using DeepAvFusion.Sinks;

namespace DeepAvFusion.Engine.Streams;

/// <summary>The one place that joins a run's steps: frames, windows, inference, assembly, sinks.</summary>
/// <remarks>
/// Boundaries: the source's own queue (live: drops the oldest picture), the inference queue (live: drops the stalest window) and each sink's queue; inside the graph nothing is dropped.
/// For files the windows under way are limited, so that everything waits for the slowest step.
/// </remarks>
internal static class StreamGraph
{
    /// <summary>A blueprint. Its kill switch ends the source (shutdown drains) and its task completes when the last result has reached the sinks.</summary>
    public static IRunnableGraph<(UniqueKillSwitch Switch, Task<Done> Done)> Build(RunContext run, Func<IAsyncEnumerable<AvFrame>> frames) =>
        Source.From(frames)                                        // each has entered what is in flight
            .ViaMaterialized(KillSwitches.Single<AvFrame>(), Keep.Right)
            .SelectAsync(1, frame => Show(run, frame))
            .Select(run.Inside.Leave)
            .Via(Flow.FromGraph(new WindowingStage(run.Windower, run.MostReady, run.Shed)))
            .SelectAsync(run.WindowsUnderWay, window => Analyse(run, window))
            .Collect(analysed => analysed.Result is not null, analysed => (analysed.Facts, run.Inside.Leave(analysed.Result!)))
            .Via(Flow.FromGraph(new AssemblyStage(run.Assembler)))
            .SelectAsync(1, analysis => Deliver(run, analysis))
            .ToMaterialized(Sink.Ignore<AvAnalysis>(), Keep.Both)
            .MapMaterializedValue(both => (both.Item1, (Task<Done>)both.Item2));

    /// <summary>Shows pictures to the sinks that draw or relay them; sound passes.</summary>
    private static async Task<AvFrame> Show(RunContext run, AvFrame frame)
    {
        switch (frame)
        {
            case PictureFrame picture:
                run.Monitored?.Monitor.See(picture);
                await run.Sinks.BringAsync(new PictureItem(run.Stream, run.Run, picture), run.Cancel).ConfigureAwait(false);
                break;
            case PreviewFrame preview:
                await run.Sinks.BringAsync(new PreviewItem(run.Stream, run.Run, preview), run.Cancel).ConfigureAwait(false);
                break;
        }
        return frame;
    }

    private static async Task<(WindowFacts Facts, WindowResult? Result)> Analyse(RunContext run, AvWindow window)
    {
        var facts = WindowFacts.Of(window);
        using var picture = run.Recall is null ? null : window.Picture?.Retain();
        try
        {
            var reply = await run.Inference.Ask<InferenceProtocol.IReply>(new InferenceProtocol.Analyse(window), run.Patience, run.Cancel).ConfigureAwait(false);
            if (reply is InferenceProtocol.Analysed or InferenceProtocol.Lost { Reason: LossReason.Failed })
                run.Owner.Tell(new StreamProtocol.WindowDone((reply as InferenceProtocol.Lost)?.Detail));
            if (reply is not InferenceProtocol.Analysed { Result: var result })
                return (facts, null);
            run.Inside.Enter(result);
            run.Recall?.Remember(facts, picture, result);
            return (facts, result);
        }
        catch (AskTimeoutException)
        {
            run.Board.Lost(run.Stream, StatusBoard.Inference, LossReason.Failed);
            run.Owner.Tell(new StreamProtocol.WindowDone(FormattableString.Invariant($"the model has not answered for {run.Patience.TotalSeconds:0.#} s")));
            return (facts, null);
        }
    }

    private static async Task<AvAnalysis> Deliver(RunContext run, AvAnalysis analysis)
    {
        await run.Sinks.BringAsync(new AnalysisItem(analysis), run.Cancel).ConfigureAwait(false);
        run.Recall?.Note(analysis);
        if (!analysis.IsClosing)
        {
            run.Monitored?.Show(analysis, run.Clock()?.Correction);
            run.Board.Analysed(run.Stream, analysis.End, run.Time.GetUtcNow() - analysis.CapturedAt);
            run.Board.Change(run.Stream, status => status with
            {
                Clock = run.Clock(),
                HasPicture = status.HasPicture || analysis.HasPicture,          // a side may come later than the source was opened
                HasSound = status.HasSound || analysis.HasSound,
            });
        }
        return analysis;
    }
}

/// <summary>What one run's graph works with.</summary>
/// <param name="Owner">The run's actor; it is told what became of each window.</param>
internal sealed record RunContext(
    StreamId Stream, RunId Run, Func<SlidingWindower> Windower, Func<StreamAssembler> Assembler, IActorRef Inference, SinkFan Sinks, StatusBoard Board,
    TimeProvider Time, InFlight Inside, int WindowsUnderWay, TimeSpan Patience, IActorRef Owner, CancellationToken Cancel)
{
    /// <summary>Takes a window of a live stream that nobody took in time; null where nothing is shed.</summary>
    public required Action<AvWindow>? Shed { get; init; }

    /// <summary>Windows that may wait before some are shed.</summary>
    public required int MostReady { get; init; }

    /// <summary>How the source's clocks stand to each other at present; null where sound and picture come from two.</summary>
    public required Func<ClockReport?> Clock { get; init; }

    /// <summary>Where windows are remembered for a while; null for nowhere.</summary>
    public RecallShelf? Recall { get; init; }

    /// <summary>Watches the pictures, and shows what it finds; null for nobody.</summary>
    public MonitoredStream? Monitored { get; init; }
}
