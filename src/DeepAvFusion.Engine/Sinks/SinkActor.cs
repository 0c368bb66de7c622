using Akka.Actor;
using Akka.Event;
using DeepAvFusion.Core;
using DeepAvFusion.Sinks;

namespace DeepAvFusion.Engine.Sinks;

/// <summary>
/// Keeps the pumps of one sink's lanes running, one a stream. A lane whose items cannot be written is reported once and tried again after a pause; its items are lost and counted meanwhile, those
/// of other streams are not touched. When the port is closed, each pausing lane is tried once more at once.
/// </summary>
internal sealed class SinkActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // an encoder takes pictures for a while before it notices that the disk is still full
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10);

    private readonly SinkPort _port;
    private readonly SinkBoard _board;
    private readonly CancellationTokenSource _cancel = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly HashSet<SinkLane> _pausing = [];
    private int _lanes;
    private bool _closed;

    public SinkActor(SinkPort port, SinkBoard board)
    {
        _port = port;
        _board = board;
        Receive<SinkLane>(lane =>
        {
            _lanes++;
            Start(lane);
            AwaitLane();
        });
        Receive<Again>(again => Resume(again.Lane));
        Receive<Recovered>(recovered => Timers.StartSingleTimer(("steady", recovered.Lane), new IsSteady(recovered.Lane), Steady));
        Receive<IsSteady>(steady => Recover(steady.Lane));
        Receive<Ended>(Report);
        Receive<Closed>(_ => Close());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => AwaitLane();

    protected override void PostStop()
    {
        _cancel.Cancel();
        _cancel.Dispose();
    }

    private void AwaitLane() => _port.Opened.ReadAsync(_cancel.Token).AsTask().PipeTo(Self, failure: _ => new Closed());

    private void Start(SinkLane lane)
    {
        var (cancel, self, failing) = (_cancel.Token, Self, _board.IsFailing(_port.Sink.Name, lane.Stream));
        Task.Run(() => lane.PumpAsync(Handled, cancel)).PipeTo(self, success: () => new Ended(lane, null), failure: cause => new Ended(lane, cause));

        void Handled()
        {
            if (failing)
                self.Tell(new Recovered(lane));
            failing = false;
        }
    }

    private void Resume(SinkLane lane)
    {
        if (_pausing.Remove(lane))
            Start(lane);
    }

    private void Recover(SinkLane lane)
    {
        if (_board.Recover(_port.Sink.Name, lane.Stream))
            _log.Info("Sink {0}, stream {1}: writes again", _port.Sink.Name, lane.Stream);
    }

    private void Report(Ended ended)
    {
        var lane = ended.Lane;
        switch (ended.Cause)
        {
            case null:
                Finish(lane);
                return;
            case OperationCanceledException when _cancel.IsCancellationRequested:
                return;
        }
        var line = ended.Cause is UserErrorException ? ended.Cause.Message : $"{ended.Cause.GetType().Name}: {ended.Cause.Message}";
        if (_board.Fail(_port.Sink.Name, lane.Stream, line))
            _log.Error("Sink {0}, stream {1}: {2}", _port.Sink.Name, lane.Stream, line);
        Timers.Cancel(("steady", lane));
        _pausing.Add(lane);
        if (!_closed)
        {
            Timers.StartSingleTimer(lane, new Again(lane), Pause);
            return;
        }
        lane.Lose(LossReason.Failed);                               // there is no later in which it could be tried
        Resume(lane);
    }

    private void Finish(SinkLane lane)
    {
        _lanes--;
        Timers.Cancel(("steady", lane));
        _board.Forget(_port.Sink.Name, lane.Stream, isEnd: _closed);
        _port.Ended(lane);
        StopIfDone();
    }

    private void Close()
    {
        _closed = true;
        foreach (var lane in _pausing.ToList())
            Resume(lane);
        StopIfDone();
    }

    private void StopIfDone()
    {
        if (_closed && _lanes == 0)
            Context.Stop(Self);
    }

    private sealed record Again(SinkLane Lane) : IDeadLetterSuppression;

    private sealed record Recovered(SinkLane Lane) : IDeadLetterSuppression;

    private sealed record IsSteady(SinkLane Lane) : IDeadLetterSuppression;

    private sealed record Ended(SinkLane Lane, Exception? Cause) : IDeadLetterSuppression;

    private sealed record Closed : IDeadLetterSuppression;
}
