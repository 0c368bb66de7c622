using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Batching;
using DeepAvFusion.Inference.Teaching;
using static DeepAvFusion.Engine.Inference.InferenceProtocol;

namespace DeepAvFusion.Engine.Inference;

/// <summary>Owns one device and its model: gathers windows of all streams into batches and answers each. Runs on its own thread.</summary>
/// <remarks>
/// A model that cannot be loaded, and one whose passes fail one after another, is opened anew, at first at once and then more and more slowly; windows are answered with the reason meanwhile.
/// While a pass runs, windows gather in the mailbox, so batches fill by themselves under load; <c>batch.delay</c> matters only to an idle device.
/// </remarks>
internal sealed class InferenceActor : ReceiveActor, IWithTimers
{
    private const int MostFailedPasses = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Func<IWindowAnalyzer> _open;
    private readonly BatchSettings _batch;
    private readonly StatusBoard _board;
    private readonly ModelStatus _status;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly WindowQueue<Asker> _queue;
    private readonly ServedVersions _served;
    private TaughtWeights? _worn;
    private IWindowAnalyzer? _analyzer;
    private bool _scheduled;
    private int _failedPasses;
    private int _waits;

    public InferenceActor(Func<IWindowAnalyzer> open, BatchSettings batch, StatusBoard board, ModelStatus status, ServedVersions served)
    {
        _open = open;
        _served = served;
        _batch = batch;
        _board = board;
        _status = status;
        _queue = new WindowQueue<Asker>(batch.PerStream);
        Receive<Analyse>(Enqueue);
        Receive<RunBatch>(_ => Run());
        Receive<Load>(_ => Open());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(AnalyzerParts parts) =>
        Akka.Actor.Props.Create(() => new InferenceActor(parts.OpenModel, parts.Settings.Batch, parts.Board, parts.Model, parts.Served)).WithDispatcher("davf-inference-dispatcher");

    /// <summary>The same below a supervisor that starts it again, more and more slowly, whatever it fails of: who knows the device by that one always finds it.</summary>
    public static Props KeptUp(AnalyzerParts parts) =>
        BackoffSupervisor.Props(Backoff.OnFailure(Props(parts), "device", TimeSpan.FromSeconds(1), LongestWait, 0.2, -1)
            .WithAutoReset(LongestWait).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Restart)));

    protected override void PreStart()
    {
        _status.Load();
        Open();
    }

    protected override void PostStop()
    {
        _status.Stop();
        foreach (var waiting in _queue.Take(_queue.Count))
            Lose(waiting, LossReason.Stopped, "the inference stopped");
        Close();
    }

    private void Open()
    {
        _worn = null;
        try
        {
            _analyzer = _open();
        }
        catch (Exception e)                                             // a device that is lost may throw anything
        {
            var isTold = _status.Refuse(e);
            var wait = NextWait();
            if (!isTold)
                _log.Error(e is UserErrorException ? null : e, "The model cannot be loaded: {0} (next try in {1} s)", e.Message, wait.TotalSeconds);
            Timers.StartSingleTimer("load", new Load(), wait);
            return;
        }
        _status.Open(_analyzer.Identity);
        EngineMetrics.ShowModel(_analyzer.Identity, _analyzer.Device);
    }

    /// <summary>Passes fail one after another: the model is opened anew, perhaps on a device that has come back.</summary>
    private void OpenAnew(Exception cause)
    {
        _failedPasses = 0;
        Close();
        if (_waits == 0)
        {
            _log.Error(cause, "{0} passes in a row failed: the model is opened anew", MostFailedPasses);
            _waits = 1;
            Open();
            return;
        }
        var wait = NextWait();
        _log.Error("The model cannot analyse: {0} (it is opened anew in {1} s)", cause.Message, wait.TotalSeconds);
        Timers.StartSingleTimer("load", new Load(), wait);
    }

    /// <summary>1 s, doubled with each time until a pass succeeds.</summary>
    private TimeSpan NextWait()
    {
        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(Math.Max(0, _waits - 1), 10)));
        _waits++;
        return wait < LongestWait ? wait : LongestWait;
    }

    private void Close()
    {
        var analyzer = _analyzer;
        _analyzer = null;
        try
        {
            analyzer?.Dispose();
        }
        catch (Exception e) when (analyzer is not null)
        {
            _log.Warning("The model could not be given back: {0}", e.Message);
        }
    }

    private void Enqueue(Analyse command)
    {
        if (_analyzer is null)
        {
            Lose(new WindowQueue<Asker>.Waiting(command.Window, new Asker(Sender, 0)), LossReason.Failed, _status.Trouble(LongestWait) ?? "there is no model");
            return;
        }
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
        foreach (var alike in batch.GroupBy(waiting => _served.Of(waiting.Window.Stream)))     // no pass mixes versions
            Answer([.. alike], alike.Key);
        if (_queue.Count > 0)
            RunSoon();
    }

    private void Answer(IReadOnlyList<WindowQueue<Asker>.Waiting> batch, TaughtWeights? weights)
    {
        if (_analyzer is null)
        {
            foreach (var waiting in batch)
                Lose(waiting, LossReason.Failed, _status.Trouble(LongestWait) ?? "there is no model");
            return;
        }
        weights = Wear(_analyzer, weights);
        InferenceMetrics.BatchSize.WithLabels(_analyzer.Device).Observe(batch.Count);
        IReadOnlyList<WindowResult> results;
        var began = Stopwatch.GetTimestamp();
        _status.BeginPass();
        try
        {
            results = _analyzer.Analyse([.. batch.Select(waiting => waiting.Window)]);
        }
        catch (Exception e) when (weights is not null)                  // the windows are not lost by what was taught
        {
            _log.Error("Version {0} is taken out of use, a pass with it failed: {1}", weights.Version, e.Message);
            Answer(batch, _served.Withdraw(weights, e.Message));
            return;
        }
        catch (Exception e) when (batch.Count > 1)
        {
            _log.Warning("A pass over {0} windows failed and is repeated one by one: {1}", batch.Count, e.Message);
            foreach (var waiting in batch)
                Answer([waiting], weights);
            return;
        }
        catch (Exception e)
        {
            var stream = batch[0].Window.Stream;
            Lose(batch[0], LossReason.Failed, e.Message);
            _status.Fail(e.Message, isOneOfMany: ++_failedPasses > 1);  // a single one may be the window's own fault
            if (_failedPasses >= MostFailedPasses)
                OpenAnew(e);
            else
                _log.Error(e, "A window of stream {0} could not be analysed", stream);
            return;
        }
        finally
        {
            _status.EndPass();
        }
        (_failedPasses, _waits) = (0, 0);
        _status.Succeed();
        foreach (var (waiting, result) in batch.Zip(results))
        {
            var queued = Stopwatch.GetElapsedTime(waiting.Context.Since, began);
            InferenceMetrics.StageDuration.WithLabels("queue").Observe(queued.TotalSeconds);
            waiting.Window.Dispose();
            waiting.Context.Ref.Tell(new Analysed(result.WithQueue(queued)));
        }
    }

    /// <summary>Exchanges what was taught between two passes; where it does not fit the model, what was before is worn.</summary>
    private TaughtWeights? Wear(IWindowAnalyzer analyzer, TaughtWeights? weights)
    {
        while (_worn != weights)
        {
            try
            {
                analyzer.Teach(weights);
                _worn = weights;
                if (weights == _served.All)
                    _status.Wear(analyzer.Identity);
            }
            catch (UserErrorException e) when (weights is not null)
            {
                _log.Error("Version {0} cannot be used: {1}", weights.Version, e.Message);
                weights = _served.Withdraw(weights, e.Message);
            }
        }
        return weights;
    }

    private void Lose(WindowQueue<Asker>.Waiting waiting, LossReason reason, string detail)
    {
        _board.Lost(waiting.Window.Stream, StatusBoard.Inference, reason);
        waiting.Window.Dispose();
        waiting.Context.Ref.Tell(new Lost(reason, detail));
    }

    private readonly record struct Asker(IActorRef Ref, long Since);
}
