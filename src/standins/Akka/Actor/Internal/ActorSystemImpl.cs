using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor.Internal;

/// <summary>The one implementation of an actor system.</summary>
public partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly ConcurrentStack<Action> _terminationCallbacks = new();
    private readonly TaskCompletionSource _whenTerminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Settings _settings;
    private readonly EventStream _eventStream;
    private readonly IScheduler _scheduler;
    private readonly Mailboxes _mailboxes;
    private readonly Dispatchers _dispatchers;
    private readonly ILoggingAdapter _log;
    private long _uid = Random.Shared.Next(1, int.MaxValue);
    private int _terminating;

    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup)
    {
        if (string.IsNullOrEmpty(name) || !ValidName().IsMatch(name))
            throw new ArgumentException(
                $"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-')", nameof(name));
        Name = name;
        ArgumentNullException.ThrowIfNull(config);
        _settings = new Settings(this, config, setup);
        _eventStream = new EventStream(_settings.DebugEventStream);
        _eventStream.StartStdoutLogger(_settings);
        _log = new BusLogging(_eventStream, $"ActorSystem({name})", typeof(ActorSystemImpl), _settings.LogFormatter);
        _scheduler = CreateScheduler();
        LocalProvider = new LocalActorRefProvider(name, _settings, _eventStream);
        _mailboxes = new Mailboxes(this);
        _dispatchers = new Dispatchers(this, new DefaultDispatcherPrerequisites(_eventStream, _scheduler, _settings, _mailboxes));
    }

    public override string Name { get; }

    public override Settings Settings => _settings;

    public override EventStream EventStream => _eventStream;

    public override IScheduler Scheduler => _scheduler;

    public override Dispatchers Dispatchers => _dispatchers;

    public override Mailboxes Mailboxes => _mailboxes;

    public override ILoggingAdapter Log => _log;

    public override IActorRefProvider Provider => LocalProvider;

    public override IActorRef DeadLetters => LocalProvider.DeadLetters;

    public override IActorRef IgnoreRef => LocalProvider.IgnoreRef;

    public override IInternalActorRef Guardian => LocalProvider.Guardian;

    public override IInternalActorRef SystemGuardian => LocalProvider.SystemGuardian;

    public override IInternalActorRef LookupRoot => Guardian;

    public override Task WhenTerminated => _whenTerminated.Task;

    internal LocalActorRefProvider LocalProvider { get; }

    internal bool IsTerminating => Volatile.Read(ref _terminating) != 0;

    public void Start()
    {
        LocalProvider.Init(this);
        LocalProvider.TerminationTask.ContinueWith(
            static (_, state) => ((ActorSystemImpl)state!).AfterLastActor(), this, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        try
        {
            _eventStream.StartDefaultLoggers(this);
            _eventStream.StartUnsubscriber(this);
            if (_settings.LogDeadLetters > 0)
                SystemActorOf<DeadLetterListener>("deadLetterListener");
            LoadExtensions();
        }
        catch (Exception)
        {
            FinalTerminate();
            throw;
        }
        if (_settings.LogConfigOnStart)
            _log.Info(_settings.ToString());
    }

    public override IActorRef ActorOf(Props props, string? name = null) => LocalProvider.Guardian.Cell.AttachChild(props, systemService: false, name);

    public override IActorRef SystemActorOf(Props props, string? name = null) => LocalProvider.SystemGuardian.Cell.AttachChild(props, systemService: true, name);

    public override IActorRef SystemActorOf<TActor>(string? name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this, LookupRoot);

    public override void Stop(IActorRef actor)
    {
        var parent = ((IInternalActorRef)actor).Parent;
        if (parent is LocalActorRef { Cell: { } cell } && (parent.Equals(Guardian) || parent.Equals(SystemGuardian)))
            cell.Stop(actor);
        else
            ((IInternalActorRef)actor).Stop();
    }

    public override Task Terminate()
    {
        if (!_settings.CoordinatedShutdownRunByActorSystemTerminate)
        {
            FinalTerminate();
            return WhenTerminated;
        }
        return ShutdownThenTerminated();
    }

    public override void Abort() => FinalTerminate();

    public override void RegisterOnTermination(Action code)
    {
        if (WhenTerminated.IsCompleted)
            throw new InvalidOperationException("ActorSystem already terminated.");
        _terminationCallbacks.Push(code);
    }

    public override string PrintTree() => string.Join(Environment.NewLine, Lines(LocalProvider.RootGuardian, 0));

    public override string ToString() => LocalProvider.RootPath.Address.ToString();

    internal long NextUid() => Interlocked.Increment(ref _uid);

    internal int StashCapacity(Props props)
    {
        if (props.Deploy.StashCapacity != Deploy.NoStashSize)
            return props.Deploy.StashCapacity;
        foreach (var section in (string[])[props.Mailbox, props.Dispatcher, Mailboxes.DefaultMailboxId])
        {
            var path = section + ".stash-capacity";
            if (section.Length > 0 && _settings.Config.HasPath(path))
                return _settings.Config.GetInt(path);
        }
        return Deploy.NoStashSize;
    }

    /// <summary>Stops all actors; the coordinated shutdown's last phase.</summary>
    internal void FinalTerminate()
    {
        if (Interlocked.Exchange(ref _terminating, 1) == 0)
            LocalProvider.Guardian.Stop();
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9-]*$")]
    private static partial Regex ValidName();

    private static IEnumerable<string> Lines(IInternalActorRef actor, int depth)
    {
        yield return new string(' ', depth * 2) + "-> " + (depth == 0 ? "/" : actor.Path.Name) + " " + actor;
        foreach (var child in actor is ActorRefWithCell withCell ? withCell.Children : [])
        {
            foreach (var line in Lines((IInternalActorRef)child, depth + 1))
                yield return line;
        }
    }

    private async Task ShutdownThenTerminated()
    {
        await CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance).ConfigureAwait(false);
        await WhenTerminated.ConfigureAwait(false);
    }

    private void AfterLastActor()
    {
        Interlocked.Exchange(ref _terminating, 1);
        while (_terminationCallbacks.TryPop(out var callback))
        {
            try
            {
                callback();
            }
            catch (Exception cause)
            {
                _log.Error(cause, "A termination callback failed");
            }
        }
        (_scheduler as IDisposable)?.Dispose();
        _whenTerminated.TrySetResult();
    }

    private IScheduler CreateScheduler()
    {
        var type = TypeCache.Find(_settings.SchedulerClass)
                   ?? throw new ConfigurationException($"akka.scheduler.implementation '{_settings.SchedulerClass}' is no known type.");
        return (IScheduler)Activator.CreateInstance(type, _settings.Config.GetConfig("akka.scheduler"), _log)!;
    }

    private void LoadExtensions()
    {
        foreach (var name in _settings.Config.GetStringList("akka.extensions"))
        {
            if (TypeCache.Find(name) is not { } type || !typeof(IExtensionId).IsAssignableFrom(type))
                throw new ConfigurationException($"[{name}] is not an '{nameof(IExtensionId)}' or 'ExtensionIdProvider'.");
            try
            {
                RegisterExtension((IExtensionId)Activator.CreateInstance(type)!);
            }
            catch (TargetInvocationException cause)
            {
                throw new ConfigurationException($"While trying to load extension [{name}]: {cause.InnerException?.Message}", cause.InnerException);
            }
        }
    }
}
