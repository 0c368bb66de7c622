using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Batching;
using static DeepAvFusion.Engine.Inference.InferenceProtocol;

namespace DeepAvFusion.Engine.Inference;

/// <summary>Owns one device and its model: gathers windows of all streams into batches and answers each. Runs on its own thread.</summary>
/// <remarks>While a pass runs, windows gather in the mailbox, so batches fill by themselves under load; <c>batch.delay</c> matters only to an idle device.</remarks>
internal sealed class InferenceActor : ReceiveActor, IWithTimers
{
    private const int MostFailedPasses = 3;

    private readonly Func<IWindowAnalyzer> _open;
    private readonly BatchSettings _batch;
    private readonly StatusBoard _board;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly WindowQueue<Asker> _queue;
    private IWindowAnalyzer? _analyzer;
    private bool _scheduled;
    private int _failedPasses;

    public InferenceActor(Func<IWindowAnalyzer> open, BatchSettings batch, StatusBoard board)
    {
        _open = open;
        _batch = batch;
        _board = board;
        _queue = new WindowQueue<Asker>(batch.PerStream);
        Receive<Analyse>(Enqueue);
        Receive<RunBatch>(_ => Run());
        Receive<Describe>(_ => Sender.Tell(new Described(_analyzer!.Identity, _analyzer.Device)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _analyzer = _open();
        EngineMetrics.ShowModel(_analyzer.Identity, _analyzer.Device);
    }

    protected override void PostStop()
    {
        foreach (var waiting in _queue.Take(_queue.Count))
            Lose(waiting, LossReason.Stopped, "the inference stopped");
        _analyzer?.Dispose();
        _analyzer = null;
    }

    private void Enqueue(Analyse command)
    {
        if (_queue.Add(command.Window, new Asker(Sender, Stopwatch.GetTimestamp())) is { } stale)
            Lose(stale, LossReason.Stale, "newer windows of the same stream took its place");
        if (_queue.Count >= _batch.Size || _batch.Delay == TimeSpan.Zero)
            RunSoon();
        else if (!_scheduled)
            Timers.StartSingleTimer("gather", new RunBatch(), _batch.Delay);
    }

    private void RunSoon()
    {
        if (_scheduled)
            return;
        _scheduled = true;
        Timers.Cancel("gather");
        Self.Tell(new RunBatch());
    }

    private void Run()
    {
        _scheduled = false;
        var batch = _queue.Take(_batch.Size);
        if (batch.Count > 0)
            Answer(batch);
        if (_queue.Count > 0)
            RunSoon();
    }

    private void Answer(IReadOnlyList<WindowQueue<Asker>.Waiting> batch)
    {
        InferenceMetrics.BatchSize.WithLabels(_analyzer!.Device).Observe(batch.Count);
        IReadOnlyList<WindowResult> results;
        var began = Stopwatch.GetTimestamp();
        try
        {
            results = _analyzer.Analyse([.. batch.Select(waiting => waiting.Window)]);
        }
        catch (Exception e) when (batch.Count > 1)
        {
            _log.Warning("A pass over {0} windows failed and is repeated one by one: {1}", batch.Count, e.Message);
            foreach (var waiting in batch)
                Answer([waiting]);
            return;
        }
        catch (Exception e)
        {
            Lose(batch[0], LossReason.Failed, e.Message);
            if (++_failedPasses >= MostFailedPasses)
                throw;
            _log.Error(e, "A window of stream {0} could not be analysed", batch[0].Window.Stream);
            return;
        }
        _failedPasses = 0;
        foreach (var (waiting, result) in batch.Zip(results))
        {
            var queued = Stopwatch.GetElapsedTime(waiting.Context.Since, began);
            InferenceMetrics.StageDuration.WithLabels("queue").Observe(queued.TotalSeconds);
            waiting.Window.Dispose();
            waiting.Context.Ref.Tell(new Analysed(result.WithQueue(queued)));
        }
    }

    private void Lose(WindowQueue<Asker>.Waiting waiting, LossReason reason, string detail)
    {
        _board.Lost(waiting.Window.Stream, "inference", reason);
        waiting.Window.Dispose();
        waiting.Context.Ref.Tell(new Lost(reason, detail));
    }

    private readonly record struct Asker(IActorRef Ref, long Since);
}
