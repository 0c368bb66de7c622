using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Akka.Pattern;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Implementation;

/// <summary>Runs islands in children of one supervising actor.</summary>
internal sealed class ActorMaterializerImpl : ActorMaterializer
{
    private static int s_supervisors;

    private readonly Shared _shared;
    private readonly string _namePrefix;

    private ActorMaterializerImpl(ActorSystem system, ActorMaterializerSettings settings, Shared shared, string namePrefix)
    {
        System = system;
        Settings = settings;
        _shared = shared;
        _namePrefix = namePrefix;
    }

    public override ActorMaterializerSettings Settings { get; }

    public override ActorSystem System { get; }

    public override bool IsShutdown => _shared.IsShutdown;

    public override IActorRef Supervisor => _shared.Supervisor;

    public override ILoggingAdapter Logger => field ??= MakeLogger(this);

    public override MessageDispatcher ExecutionContext => System.Dispatchers.Lookup(
        Settings.Dispatcher.Length == 0 ? Dispatchers.DefaultDispatcherId : Settings.Dispatcher);

    public static ActorMaterializerImpl Start(IActorRefFactory context, ActorSystem system, ActorMaterializerSettings settings, string namePrefix)
    {
        var shared = new Shared();
        var materializer = new ActorMaterializerImpl(system, settings, shared, namePrefix);
        var props = Props.Create(() => new StreamSupervisor(materializer)).WithDeploy(Deploy.Local);
        if (settings.Dispatcher.Length > 0)
            props = props.WithDispatcher(settings.Dispatcher);
        shared.Supervisor = context.ActorOf(props, $"StreamSupervisor-{Interlocked.Increment(ref s_supervisors)}");
        return materializer;
    }

    public override ActorMaterializerSettings EffectiveSettings(Attributes attributes)
    {
        var settings = Settings;
        if (attributes.GetAttribute<Attributes.InputBuffer>() is { } buffer)
            settings = settings.WithInputBuffer(buffer.Initial, buffer.Max);
        if (attributes.GetAttribute<ActorAttributes.Dispatcher>() is { } dispatcher)
            settings = settings.WithDispatcher(dispatcher.Name);
        if (attributes.GetAttribute<ActorAttributes.SupervisionStrategy>() is { } strategy)
            settings = settings.WithSupervisionStrategy(strategy.Decider);
        return settings;
    }

    public override ILoggingAdapter MakeLogger(object logSource) => Logging.GetLogger(System, logSource);

    public override IMaterializer WithNamePrefix(string namePrefix) => new ActorMaterializerImpl(System, Settings, _shared, namePrefix);

    public override TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable) => Materialize(runnable, Attributes.None);

    public override TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes) =>
        Materialize(runnable, initialAttributes, host: null);

    /// <param name="host">Where the islands run; null gives each an actor of its own.</param>
    public TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes, IslandHost? host)
    {
        RequireRunning();
        var attributes = new Attributes(
            new Attributes.InputBuffer(Settings.InitialInputBufferSize, Settings.MaxInputBufferSize),
            new ActorAttributes.SupervisionStrategy(Settings.SupervisionDecider)).And(initialAttributes);
        var assembly = new GraphAssembly(this);
        assembly.EnterIsland(attributes);
        var value = Blueprint.Of(runnable).Assemble(assembly, attributes);
        var islands = assembly.Connect(Settings.MaxInputBufferSize);

        var hosts = islands.Select((island, i) => host is not null && i == 0 ? host : new IslandHost(Settings.SyncProcessingLimit)).ToArray();
        for (var i = 0; i < islands.Count; i++)
            _ = new GraphInterpreterShell(hosts[i], [.. islands[i].Logics], islands[i].Connections);
        var flow = Interlocked.Increment(ref _shared.Flows);
        for (var i = 0; i < islands.Count; i++)
            if (hosts[i] != host)
                Begin(hosts[i], islands[i].Attributes, $"{_namePrefix}-{flow}-{i}");

        return (TMat)value!;
    }

    public override ICancelable ScheduleOnce(TimeSpan delay, Action action)
    {
        var cancelable = new Cancelable(System.Scheduler);
        System.Scheduler.Advanced.ScheduleOnce(AtLeastZero(delay), action, cancelable);
        return cancelable;
    }

    public override ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action)
    {
        var cancelable = new Cancelable(System.Scheduler);
        System.Scheduler.Advanced.ScheduleRepeatedly(AtLeastZero(initialDelay), interval, action, cancelable);
        return cancelable;
    }

    public override IActorRef ActorOf(MaterializationContext context, Props props)
    {
        RequireRunning();
        var name = $"{_namePrefix}-{Interlocked.Increment(ref _shared.Flows)}-{context.StageName}";
        return Supervisor is LocalActorRef local
            ? local.Cell.AttachChild(props, systemService: false, name)
            : Supervisor.Ask<IActorRef>(new StreamSupervisor.Make(props, name), TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();
    }

    public override void Shutdown()
    {
        lock (_shared)
            _shared.IsShutdown = true;
        System.Stop(Supervisor);
    }

    /// <summary>False for a host that has been ended already.</summary>
    public bool TryTake(IslandHost host)
    {
        lock (_shared)
            return _shared.Waiting.Remove(host);
    }

    /// <summary>Ends the islands that were on their way to the supervisor.</summary>
    public void OnSupervisorStopped(Exception cause)
    {
        IslandHost[] waiting;
        lock (_shared)
        {
            _shared.IsShutdown = true;
            waiting = [.. _shared.Waiting];
            _shared.Waiting.Clear();
        }

        foreach (var host in waiting)
            host.Close(cause);
    }

    private static TimeSpan AtLeastZero(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;

    private void Begin(IslandHost host, Attributes attributes, string name)
    {
        var props = Props.Create(() => new IslandActor(host)).WithDeploy(Deploy.Local);
        var dispatcher = attributes.GetAttribute<ActorAttributes.Dispatcher>()?.Name ?? Settings.Dispatcher;
        if (dispatcher == ActorAttributes.IODispatcher.Name)
            dispatcher = System.Settings.Config.WithFallback(StreamDefaults.Config).GetString(dispatcher);
        if (dispatcher.Length > 0)
            props = props.WithDispatcher(dispatcher);
        lock (_shared)
        {
            RequireRunning();
            _shared.Waiting.Add(host);
        }

        Supervisor.Tell(new StreamSupervisor.Start(host, props, name));
    }

    private void RequireRunning()
    {
        if (IsShutdown)
            throw new IllegalStateException("Attempted to call Materialize() after the ActorMaterializer has been shut down.");
    }

    /// <summary>What materializers with different name prefixes have in common.</summary>
    private sealed class Shared
    {
        public int Flows;

        public IActorRef Supervisor { get; set; } = null!;

        public volatile bool IsShutdown;

        public HashSet<IslandHost> Waiting { get; } = [];
    }
}
