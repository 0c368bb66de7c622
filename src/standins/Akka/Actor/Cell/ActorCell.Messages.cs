using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private readonly Stack<Receive> _behaviors = new();
    private IActorRef? _sender;

    /// <summary>Counts the messages handled.</summary>
    internal long Turn { get; private set; }

    internal Envelope CurrentEnvelope => new(CurrentMessage!, _sender!);

    public void Become(Receive receive)
    {
        if (_behaviors.Count > 1)
            _behaviors.Pop();
        _behaviors.Push(receive);
    }

    public void BecomeStacked(Receive receive) => _behaviors.Push(receive);

    public void Become(UntypedReceive receive) => Become(Handled(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Handled(receive));

    public void UnbecomeStacked()
    {
        if (_behaviors.Count > 1)
            _behaviors.Pop();
    }

    /// <summary>Handles one message; a failure goes to the parent.</summary>
    public void Invoke(Envelope envelope)
    {
        var message = envelope.Message;
        CurrentMessage = message;
        _sender = envelope.Sender;
        Turn++;
        var influences = message is not INotInfluenceReceiveTimeout;
        if (influences)
            CancelReceiveTimeout();
        try
        {
            if (message is IAutoReceivedMessage)
                AutoReceiveMessage(envelope);
            else
                ReceiveMessage(message);
            if (!Mailbox.IsAwaiting)
            {
                CurrentMessage = null;
                _sender = null;
            }
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
        finally
        {
            if (!Mailbox.IsAwaiting)
                CheckReceiveTimeout(influences);
        }
    }

    /// <summary>Handles a message at once on the calling thread; failures reach the caller.</summary>
    public void ReceiveMessageForTest(Envelope envelope)
    {
        UseThreadContext(() =>
        {
            CurrentMessage = envelope.Message;
            _sender = envelope.Sender;
            try
            {
                if (envelope.Message is IAutoReceivedMessage)
                    AutoReceiveMessage(envelope);
                else
                    ReceiveMessage(envelope.Message);
            }
            finally
            {
                CurrentMessage = null;
                _sender = null;
            }
        });
    }

    protected virtual void ReceiveMessage(object message)
    {
        if (message is TimerScheduler.Tick tick)
        {
            if (_actor is not IWithTimers { Timers: TimerScheduler timers } || !timers.TryTake(tick))
                return;
            message = tick.Message;
            if (message is IAutoReceivedMessage)
            {
                AutoReceiveMessage(new Envelope(message, _sender!));
                return;
            }
        }
        _actor!.Handle(_behaviors.Peek(), message);
    }

    protected virtual void AutoReceiveMessage(Envelope envelope)
    {
        switch (envelope.Message)
        {
            case Terminated terminated: ReceivedTerminated(terminated); break;
            case Kill: throw new ActorKilledException("Kill");
            case PoisonPill: Stop(); break;
            case ActorSelectionMessage selection: Akka.Actor.ActorSelection.Deliver(InternalSelf, Sender, selection); break;
            case Identify identify: Sender.Tell(new ActorIdentity(identify.MessageId, Self), Self); break;
            default: ReceiveMessage(envelope.Message); break;
        }
    }

    private static Receive Handled(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    // called by the mailbox, on its thread, around everything it runs
    internal ActorCell? Enter()
    {
        var before = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        return before;
    }

    internal void Publish(LogEvent logEvent)
    {
        try
        {
            SystemImpl.EventStream.Publish(logEvent);
        }
        catch (Exception)
        {
            // a failing logger must not fail the actor that logs
        }
    }
}
