using Akka.Actor;
using Akka.Event;
using DeepAvFusion.Core;
using DeepAvFusion.Sinks;

namespace DeepAvFusion.Engine.Sinks;

/// <summary>Keeps one sink's pump running. A sink that cannot write is reported once and tried again after a pause; its items are lost and counted meanwhile.</summary>
internal sealed class SinkActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly SinkPort _port;
    private readonly SinkBoard _board;
    private readonly CancellationTokenSource _cancel = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public SinkActor(SinkPort port, SinkBoard board)
    {
        _port = port;
        _board = board;
        Receive<Pump>(_ => Start());
        Receive<Ended>(Report);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Self.Tell(new Pump());

    protected override void PostStop()
    {
        _cancel.Cancel();
        _cancel.Dispose();
    }

    private void Start() =>
        _ = Task.Run(() => _port.PumpAsync(_cancel.Token)).PipeTo(Self, success: () => new Ended(null), failure: cause => new Ended(cause));

    private void Report(Ended ended)
    {
        switch (ended.Cause)
        {
            case null:
                Context.Stop(Self);
                break;
            case OperationCanceledException when _cancel.IsCancellationRequested:
                break;
            default:
                var line = ended.Cause is UserErrorException ? ended.Cause.Message : $"{ended.Cause.GetType().Name}: {ended.Cause.Message}";
                if (_board.Fail(_port.Sink.Name, line))
                    _log.Error("Sink {0}: {1}", _port.Sink.Name, line);
                Timers.StartSingleTimer("again", new Pump(), Pause);
                break;
        }
    }

    private sealed record Pump : IDeadLetterSuppression;

    private sealed record Ended(Exception? Cause) : IDeadLetterSuppression;
}
