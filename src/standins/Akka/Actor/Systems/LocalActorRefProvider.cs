using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Builds the roots of the tree and makes the references below them.</summary>
public sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly VirtualPathContainer _temp;
    private long _tempNumber;
    private LocalActorRef? _root;
    private LocalActorRef? _user;
    private LocalActorRef? _systemGuardian;

    internal LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        Settings = settings;
        EventStream = eventStream;
        DefaultAddress = new Address("akka", systemName);
        RootPath = new RootActorPath(DefaultAddress);
        DeadLetters = new DeadLetterActorRef(this, RootPath / "deadLetters", eventStream);
        IgnoreRef = new IgnoreActorRef(this, new RootActorPath(new Address("akka", "local")) / "ignore");
        _temp = new VirtualPathContainer(this, RootPath / "temp");
        Deployer = new Deployer(settings);
    }

    public EventStream EventStream { get; }

    public IInternalActorRef RootGuardian => _root!;

    public LocalActorRef Guardian => _user!;

    public LocalActorRef SystemGuardian => _systemGuardian!;

    public IActorRef DeadLetters { get; }

    public IActorRef IgnoreRef { get; }

    public ActorPath RootPath { get; }

    public Settings Settings { get; }

    public Deployer Deployer { get; }

    public IInternalActorRef TempContainer => _temp;

    public Task TerminationTask => _terminated.Task;

    public Address DefaultAddress { get; }

    public ActorPath TempPath() => _temp.Path / ("$" + Base64Encoding.Encode(Interlocked.Increment(ref _tempNumber)));

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _temp.Add(path.Name, actorRef);

    public void UnregisterTempActor(ActorPath path) => _temp.Remove(path.Name);

    public IActorRef ResolveActorRef(string path) => ActorPath.TryParse(path, out var parsed) ? ResolveActorRef(parsed) : DeadLetters;

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (actorPath.Root != RootPath)
            return DeadLetters;
        if (actorPath.Depth == 0)
            return RootGuardian;
        var found = _root!.GetChild([.. actorPath.Elements.SkipLast(1), actorPath.Uid == 0 ? actorPath.Name : $"{actorPath.Name}#{actorPath.Uid}"]);
        return found.IsNobody() ? new EmptyLocalActorRef(this, actorPath, EventStream) : found;
    }

    internal void Init(ActorSystemImpl system)
    {
        var dispatcher = system.Dispatchers.Lookup(Dispatchers.InternalDispatcherId);
        var mailbox = system.Mailboxes.Lookup(Mailboxes.DefaultMailboxId);
        var above = new RootGuardianSupervisor(this, RootPath / "_Root-guardian-supervisor", _terminated);
        var extra = new Dictionary<string, IInternalActorRef> { ["temp"] = _temp, ["deadLetters"] = (IInternalActorRef)DeadLetters };
        _root = new RootGuardianActorRef(system, Props.Create<RootGuardianActor>(), dispatcher, mailbox, above, RootPath, extra);
        _root.Start();
        var strategy = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        _user = (LocalActorRef)_root.Cell.AttachChild(new Props(typeof(GuardianActor), [strategy]), systemService: true, "user");
        _systemGuardian = (LocalActorRef)_root.Cell.AttachChild(new Props(typeof(SystemGuardianActor), [_user]), systemService: true, "system");
    }

    internal IInternalActorRef CreateActor(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService)
    {
        if (!systemService && Deployer.Lookup(path) is { } configured)
            props = props.WithDeploy(configured.WithFallback(props.Deploy));
        if (!system.Dispatchers.HasDispatcher(props.Dispatcher))
            throw new ConfigurationException($"Dispatcher [{props.Dispatcher}] not configured for path {path}");
        try
        {
            var dispatcher = system.Dispatchers.Lookup(props.Dispatcher);
            var mailbox = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);
            return new LocalActorRef(system, props, dispatcher, mailbox, supervisor, path);
        }
        catch (ConfigurationException cause)
        {
            throw new ConfigurationException(
                $"Configuration problem while creating [{path}] with dispatcher [{props.Dispatcher}] and mailbox [{props.Mailbox}]: {cause.Message}", cause);
        }
    }
}
