using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Where islands run: an actor and the queue it works off. Islands started by a stage share the host of that stage.</summary>
internal sealed class IslandHost(int processingLimit)
{
    private readonly ConcurrentQueue<ShellMessage> _messages = new();
    private readonly HashSet<GraphInterpreterShell> _shells = [];
    private readonly Queue<GraphInterpreterShell> _unfinished = new();
    private int _scheduled = 1;
    private volatile bool _closed;
    private IActorContext? _context;
    private IActorRef? _self;

    public IActorContext Context => _context ?? throw new InvalidOperationException("The island has not been started.");

    /// <summary>Queues work; after the end of the host it is dropped.</summary>
    public void Post(ShellMessage message)
    {
        _messages.Enqueue(message);
        if (_closed)
            DropMessages();
        else
            Wake();
    }

    /// <summary>Adds an island; it starts when its turn comes.</summary>
    public void Add(GraphInterpreterShell shell) => Post(new StartShell().For(shell));

    /// <summary>Runs in the actor, first.</summary>
    public void Attach(IActorContext context, IActorRef self)
    {
        _context = context;
        _self = self;
        Work();
    }

    /// <summary>Runs in the actor: works off messages until there are none or its share of time is over.</summary>
    public void Work()
    {
        var budget = processingLimit;
        while (budget > 0)
        {
            if (_unfinished.TryDequeue(out var shell))
                budget -= Run(shell, budget);
            if (_messages.TryDequeue(out var message))
                budget -= 1 + Handle(message, budget);
            else if (_unfinished.Count == 0)
                break;
        }

        if (_shells.Count == 0 && _messages.IsEmpty)
        {
            Context.Stop(_self!);
            return;
        }

        if (_unfinished.Count > 0)
        {
            _self!.Tell(Continue.Instance);
            return;
        }

        Volatile.Write(ref _scheduled, 0);
        if (!_messages.IsEmpty)
            Wake();
    }

    /// <summary>Ends what still runs, with a failure, and drops all work from now on.</summary>
    public void Close(Exception cause)
    {
        _closed = true;
        foreach (var shell in _shells.ToArray())
            shell.Abort(cause);
        _shells.Clear();
        DropMessages();
    }

    private int Handle(ShellMessage message, int budget)
    {
        var shell = message.Shell;
        if (message is StartShell)
            _shells.Add(shell);
        else if (!_shells.Contains(shell))
        {
            message.Dropped();
            return 0;
        }

        message.Apply();
        return Run(shell, budget);
    }

    private int Run(GraphInterpreterShell shell, int budget)
    {
        var done = shell.Interpreter.Execute(Math.Max(1, budget));
        if (shell.Interpreter.IsCompleted)
            _shells.Remove(shell);
        else if (shell.Interpreter.HasEvents)
            _unfinished.Enqueue(shell);
        return done;
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
            _self!.Tell(Continue.Instance);
    }

    private void DropMessages()
    {
        while (_messages.TryDequeue(out var message))
            message.Dropped();
    }

    /// <summary>Tells the actor that there is work.</summary>
    internal sealed class Continue : INoSerializationVerificationNeeded, Event.IDeadLetterSuppression
    {
        public static readonly Continue Instance = new();
    }
}
