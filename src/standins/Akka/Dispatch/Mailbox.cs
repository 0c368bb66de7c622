using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// The inbox of one actor and the loop that empties it. One thread at a time runs the loop; whoever enqueues schedules it if it is idle.
/// Nothing is lost when the actor ends meanwhile: what arrives late becomes dead letters.
/// </summary>
public sealed class Mailbox : IRunnable, IThreadPoolWorkItem
{
    private const int ClosedBit = 1;
    private const int ScheduledBit = 2;
    private const int NotOpenBit = 4;
    private const int SuspendUnit = 8;

    private readonly ActorCell _cell;
    private readonly ConcurrentQueue<ISystemMessage> _system = new();
    private readonly ConcurrentQueue<Task> _continuations = new();
    private int _status = NotOpenBit;
    private volatile bool _awaiting;

    internal Mailbox(ActorCell cell, IMessageQueue messageQueue)
    {
        _cell = cell;
        MessageQueue = messageQueue;
    }

    public IMessageQueue MessageQueue { get; }

    public MessageDispatcher Dispatcher => _cell.Dispatcher;

    internal bool IsClosed => (Volatile.Read(ref _status) & ClosedBit) != 0;

    internal int SuspendCount => Volatile.Read(ref _status) / SuspendUnit;

    /// <summary>An asynchronous handler of the actor is under way: no message is handled until it is done.</summary>
    internal bool IsAwaiting => _awaiting;

    internal bool IsSuspended => _awaiting || SuspendCount > 0;

    /// <summary>Empties the mailbox for a while; for dispatchers only.</summary>
    public void Run()
    {
        var before = _cell.Enter();
        var context = SynchronizationContext.Current;
        if (context is not null)
            SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            ProcessSystemMessages();
            ProcessMessages();
        }
        finally
        {
            if (context is not null)
                SynchronizationContext.SetSynchronizationContext(context);
            InternalCurrentActorCellKeeper.Current = before;
            Interlocked.And(ref _status, ~ScheduledBit);
            Schedule();
        }
    }

    void IThreadPoolWorkItem.Execute() => Run();

    internal void Enqueue(Envelope envelope)
    {
        MessageQueue.Enqueue(_cell.Self, envelope);
        Schedule();
        if (IsClosed)
            DrainToDeadLetters();
    }

    internal void EnqueueSystem(ISystemMessage message)
    {
        _system.Enqueue(message);
        Schedule();
        if (IsClosed)
            DrainToDeadLetters();
    }

    internal void EnqueueContinuation(Task task)
    {
        _continuations.Enqueue(task);
        Schedule();
    }

    internal void Open()
    {
        Interlocked.And(ref _status, ~NotOpenBit);
        Schedule();
    }

    internal void Suspend() => Interlocked.Add(ref _status, SuspendUnit);

    internal void Resume()
    {
        if (SuspendCount > 0)
            Interlocked.Add(ref _status, -SuspendUnit);
    }

    internal void BeginAwait() => _awaiting = true;

    internal void EndAwait() => _awaiting = false;

    internal void Close()
    {
        Interlocked.Or(ref _status, ClosedBit);
        DrainToDeadLetters();
    }

    private void Schedule()
    {
        if (ShouldRun() && (Interlocked.Or(ref _status, ScheduledBit) & ScheduledBit) == 0)
            _cell.Dispatcher.Execute(this);
    }

    private bool ShouldRun()
    {
        var status = Volatile.Read(ref _status);
        if ((status & (ClosedBit | ScheduledBit | NotOpenBit)) != 0)
            return false;
        if (!_continuations.IsEmpty || !_system.IsEmpty)
            return true;
        return !_awaiting && status < SuspendUnit && MessageQueue.HasMessages;
    }

    private void ProcessSystemMessages()
    {
        while (!IsClosed)
        {
            if (_continuations.TryDequeue(out var task))
                _cell.RunContinuation(task);
            else if (_cell.TryUnstashSystem(out var message) || _system.TryDequeue(out message))
                _cell.SystemInvoke(message);
            else
                return;
        }
    }

    private void ProcessMessages()
    {
        var left = Math.Max(1, Dispatcher.Throughput);
        while (left-- > 0 && !_awaiting && Volatile.Read(ref _status) < SuspendUnit && !IsClosed && MessageQueue.TryDequeue(out var envelope))
        {
            _cell.Invoke(envelope);
            ProcessSystemMessages();
        }
    }

    private void DrainToDeadLetters()
    {
        while (_system.TryDequeue(out var message))
        {
            if (message is Watch watch && !watch.Watcher.Equals(_cell.Self))
                watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false));
        }
        MessageQueue.CleanUp(_cell.Self, _cell.SystemImpl.Mailboxes.DeadLetterQueue);
    }
}
