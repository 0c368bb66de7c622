using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>
/// The inside of an actor reference: mailbox, current instance, children, watchers.
/// Only the thread that runs the mailbox touches its state, but for what says otherwise.
/// </summary>
public partial class ActorCell : IUntypedActorContext
{
    private readonly Props _props;
    private ActorBase? _actor;
    private bool _terminated;

    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        SystemImpl = system;
        Self = self;
        _props = props;
        Dispatcher = dispatcher;
        Parent = parent;
    }

    public ActorSystemImpl SystemImpl { get; }

    public ActorSystem System => SystemImpl;

    public IActorRef Self { get; }

    public IInternalActorRef Parent { get; }

    public Props Props => _props;

    public MessageDispatcher Dispatcher { get; }

    public Mailbox Mailbox { get; private set; } = null!;

    public object? CurrentMessage { get; private set; }

    public IActorRef Sender => _sender.IsNobody() ? SystemImpl.DeadLetters : _sender!;

    public bool HasMessages => Mailbox.MessageQueue.HasMessages;

    public int NumberOfMessages => Mailbox.MessageQueue.Count;

    public bool IsLocal => true;

    public bool IsTerminated => Mailbox.IsClosed;

    IActorRef IActorContext.Parent => Parent;

    internal ActorBase? Actor => _actor;

    private IInternalActorRef InternalSelf => (IInternalActorRef)Self;

    public static IActorRef GetCurrentSelfOrNoSender() => InternalCurrentActorCellKeeper.Current?.Self ?? ActorRefs.NoSender;

    public static IActorRef GetCurrentSenderOrNoSender() => InternalCurrentActorCellKeeper.Current?.Sender ?? ActorRefs.NoSender;

    /// <summary>Makes the mailbox and puts the creation of the actor into it.</summary>
    public void Init(MailboxType mailboxType)
    {
        ArgumentNullException.ThrowIfNull(mailboxType);
        Mailbox = new Mailbox(this, mailboxType.Create(Self, SystemImpl));
        Mailbox.EnqueueSystem(new Create(null));
    }

    /// <summary>Lets the mailbox run.</summary>
    public virtual void Start()
    {
        Dispatcher.Attach(this);
        Mailbox.Open();
    }

    public void Stop() => SendSystemMessage(new Terminate());

    public void Suspend() => SendSystemMessage(new Suspend());

    public void Resume(Exception? causedByFailure) => SendSystemMessage(new Resume(causedByFailure));

    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    /// <summary>May be called from any thread.</summary>
    public virtual void SendMessage(IActorRef sender, object message) => Mailbox.Enqueue(new Envelope(message, sender));

    /// <summary>May be called from any thread.</summary>
    public virtual void SendSystemMessage(ISystemMessage message) => Mailbox.EnqueueSystem(message);

    /// <summary>Runs <paramref name="action"/> as if this actor did.</summary>
    public void UseThreadContext(Action action)
    {
        var before = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            action();
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = before;
        }
    }

    public ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, SystemImpl, Self);

    public ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, SystemImpl);

    protected virtual ActorBase CreateNewActorInstance() => _props.NewActor();

    private ActorBase NewActor()
    {
        _behaviors.Clear();
        ActorBase? created = null;
        UseThreadContext(() =>
        {
            created = CreateNewActorInstance();
            if (created is null)
                throw new ActorInitializationException(Self, "The recipe of the actor gave null.");
            created.Incarnate(this);
            PushBelow(created.InitialBehavior);
            if (created is IActorStash stashing)
                stashing.Stash ??= StashFactory.CreateStash(this, created.GetType());
            if (created is IWithTimers timed)
                timed.Timers ??= new TimerScheduler(this);
        });
        return created!;
    }

    // a constructor may already have called Become
    private void PushBelow(Receive initial)
    {
        var above = _behaviors.ToArray();
        _behaviors.Clear();
        _behaviors.Push(initial);
        foreach (var behavior in above.Reverse())
            _behaviors.Push(behavior);
    }

    private void ClearActor(ActorBase? actor)
    {
        if (actor is null || actor.IsCleared)
            return;
        if (actor is IActorStash { Stash: { } stash })
            stash.UnstashAll();
        if (actor is IWithTimers { Timers: TimerScheduler timers })
            timers.CancelAll();
        _props.Release(actor);
        actor.Clear(Self);
        CurrentMessage = null;
        _sender = null;
    }
}
