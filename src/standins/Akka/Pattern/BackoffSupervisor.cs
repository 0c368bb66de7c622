using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Starts its one child again after growing delays, and passes messages through to it.</summary>
public sealed partial class BackoffSupervisor : ActorBase
{
    private readonly BackoffSettings _settings;
    private readonly SupervisorStrategy _strategy;
    private IActorRef? _child;
    private int _restartCount;
    private bool _finalStop;

    internal BackoffSupervisor(BackoffSettings settings)
    {
        _settings = settings;
        _strategy = settings.Trigger == BackoffTrigger.OnStop ? settings.Strategy : StopInsteadOfRestart(settings.Strategy);
    }

    public static Props Props(BackoffOptions options) => new(typeof(BackoffSupervisor), [(BackoffSettings)options]);

    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Props(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries));

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    protected override void PreStart() => Start();

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case StartChild:
                Start();
                break;
            case ResetRestartCount reset:
                if (reset.Current == _restartCount)
                    _restartCount = 0;
                break;
            case Reset when _settings.AutoReset is null:
                _restartCount = 0;
                break;
            case GetRestartCount:
                Sender.Tell(new RestartCount(_restartCount));
                break;
            case GetCurrentChild:
                Sender.Tell(new CurrentChild(_child ?? ActorRefs.Nobody));
                break;
            case Terminated terminated when terminated.ActorRef.Equals(_child):
                Ended();
                break;
            default:
                PassOn(message);
                break;
        }
        return true;
    }

    private static OneForOneStrategy StopInsteadOfRestart(OneForOneStrategy inner) =>
        new(inner.MaxNumberOfRetries, inner.WithinTimeRangeMilliseconds, cause => inner.Decider.Decide(cause) switch
        {
            Directive.Restart => Directive.Stop,
            var other => other,
        });

    private void Start()
    {
        if (_child is not null)
            return;
        _child = Context.Watch(Context.ActorOf(_settings.ChildProps, _settings.ChildName));
        if (_settings.AutoReset is { } reset)
            Context.System.Scheduler.ScheduleTellOnce(reset, Self, new ResetRestartCount(_restartCount), Self);
    }

    private void Ended()
    {
        _child = null;
        var limit = _settings.Strategy.MaxNumberOfRetries;
        if (_finalStop || (limit >= 0 && _restartCount >= limit))
        {
            Context.Stop(Self);
            return;
        }
        Context.System.Scheduler.ScheduleTellOnce(_settings.DelayFor(_restartCount), Self, StartChild.Instance, Self);
        _restartCount++;
    }

    private void PassOn(object message)
    {
        if (_child is not null && _child.Equals(Sender))
        {
            Context.Parent.Forward(message);
            return;
        }
        var final = _settings.IsFinalStopMessage?.Invoke(message) == true;
        _finalStop |= final;
        if (_child is not null)
            _child.Forward(message);
        else if (final)
            Context.Stop(Self);
        else if (_settings.ReplyWhileStopped is { } reply)
            Sender.Tell(reply);
        else
            Context.System.DeadLetters.Forward(message);
    }
}
