using System.Diagnostics;
using System.Linq.Expressions;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A test's own actor system and actor, and what it may expect of them.</summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static readonly Config Defaults = ConfigurationFactory.ParseString("""
        akka {
          loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit.Xunit2"]
          test {
            timefactor = 1.0
            filter-leeway = 3s
            single-expect-default = 3s
            default-timeout = 5s
            calling-thread-dispatcher {
              type = "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit.Xunit2"
              throughput = 2147483647
            }
            test-actor.dispatcher {
              type = "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit.Xunit2"
              throughput = 2147483647
            }
          }
        }
        """);

    private static long _testActorNumber;

    private readonly ITestKitAssertions _assertions;
    private readonly TestQueue _queue = new();
    private MessageEnvelope _last = NullMessageEnvelope.Instance;
    private TimeSpan? _end;
    private bool _lastWasNoMsg;

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName) { }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName) { }

    protected TestKitBase(ITestKitAssertions assertions, Config config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName) { }

    private TestKitBase(ITestKitAssertions assertions, ActorSystem? system, ActorSystemSetup setup, string? actorSystemName, string? testActorName)
    {
        ArgumentNullException.ThrowIfNull(assertions);
        _assertions = assertions;
        Sys = system ?? CreateSystem(setup, actorSystemName ?? "test");
        Sys.RegisterExtension(new TestKitAssertionsExtension(assertions));
        Sys.Settings.InjectTopLevelFallback(Defaults);
        TestKitSettings = TestKitExtension.For(Sys);
        Log = Logging.GetLogger(Sys, GetType());
        EventFilter = new EventFilterFactory(this);
        TestActor = CreateTestActor(testActorName ?? "testActor" + Interlocked.Increment(ref _testActorNumber));
        if (this is INoImplicitSender)
            return;
        var cell = ((ActorRefWithCell)TestActor).Underlying;
        InternalCurrentActorCellKeeper.Current = cell;
        SynchronizationContext.SetSynchronizationContext(new ActorCellKeepingSynchronizationContext(cell));
    }

    public static Config DefaultConfig => Defaults;

    public static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString("""
        akka {
          log-dead-letters-during-shutdown = true
          actor.debug {
            receive = true
            autoreceive = true
            lifecycle = true
            event-stream = true
            unhandled = true
          }
          loglevel = DEBUG
          stdout-loglevel = DEBUG
        }
        """);

    /// <summary>A clock that only goes forward.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    public ActorSystem Sys { get; }

    public TestKitSettings TestKitSettings { get; }

    /// <summary>Receives what the expectations look at, and is the sender of what the test sends.</summary>
    public IActorRef TestActor { get; }

    public ILoggingAdapter Log { get; }

    public EventFilterFactory EventFilter { get; }

    public bool HasMessages => _queue.Count > 0;

    public object? LastMessage => _last.Message;

    public IActorRef LastSender => _last.Sender;

    /// <summary>What is left of the surrounding Within.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TimeSpan Remaining => _end is { } end
        ? Max(TimeSpan.Zero, end - Now)
        : throw new InvalidOperationException("Remaining may not be called outside of \"within\"");

    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    internal ITestKitAssertions InternalAssertions => _assertions;

    public IActorRef CreateTestActor(string name) =>
        ((ExtendedActorSystem)Sys).SystemActorOf(new Props(typeof(InternalTestActor), [_queue]).WithDispatcher("akka.test.test-actor.dispatcher"), name);

    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, _assertions, name);

    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    public IActorRef ActorOf(Props props, string? name) => Sys.ActorOf(props, name);

    public IActorRef ActorOf(Props props) => Sys.ActorOf(props, null);

    public IActorRef ActorOf<TActor>() where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), null);

    public IActorRef ActorOf<TActor>(string name) where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory) where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), null);

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string name) where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    public ActorSelection ActorSelection(IActorRef anchorRef, string actorPath) => Sys.ActorSelection(anchorRef, actorPath);

    /// <summary>Lets reactions to messages happen in the test actor, besides queueing them.</summary>
    public void SetAutoPilot(AutoPilot pilot) => TestActor.Tell(new InternalTestActor.SetAutoPilot(pilot), ActorRefs.NoSender);

    /// <summary>Keeps messages that fit out of the queue.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) =>
        TestActor.Tell(new InternalTestActor.SetIgnore(shouldIgnoreMessage), ActorRefs.NoSender);

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) => IgnoreMessages(message => message is TMsg typed && shouldIgnoreMessage(typed));

    public void IgnoreMessages<TMsg>() => IgnoreMessages(message => message is TMsg);

    public void IgnoreNoMessages() => TestActor.Tell(new InternalTestActor.SetIgnore(null), ActorRefs.NoSender);

    public IActorRef Watch(IActorRef actorToWatch) => TestActor.Ask<IActorRef>(new InternalTestActor.WatchActor(actorToWatch), RemainingOrDefault).GetAwaiter().GetResult();

    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) => TestActor.Ask<IActorRef>(new InternalTestActor.WatchActor(actorToWatch), RemainingOrDefault);

    public IActorRef Unwatch(IActorRef actorToUnwatch) =>
        TestActor.Ask<IActorRef>(new InternalTestActor.UnwatchActor(actorToUnwatch), RemainingOrDefault).GetAwaiter().GetResult();

    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) =>
        TestActor.Ask<IActorRef>(new InternalTestActor.UnwatchActor(actorToUnwatch), RemainingOrDefault);

    /// <summary>Ends the test's system.</summary>
    /// <param name="duration">How long that may take.</param>
    /// <param name="verifySystemShutdown">Whether taking longer fails the test.</param>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        if (InternalCurrentActorCellKeeper.Current?.Self.Equals(TestActor) == true)
            InternalCurrentActorCellKeeper.Current = null;
        var within = duration ?? Min(Dilated(TestKitSettings.SingleExpectDefault) * 2, TimeSpan.FromSeconds(10));
        if (system.Terminate().Wait(within))
            return;
        var problem = $"Failed to stop [{system.Name}] within [{within}]:{Environment.NewLine}{((ExtendedActorSystem)system).PrintTree()}";
        if (verifySystemShutdown)
            throw new TimeoutException(problem);
        system.Log.Warning(problem);
    }

    private static ActorSystem CreateSystem(ActorSystemSetup setup, string name)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var withDefaults = (bootstrap.HasValue ? bootstrap.Value : BootstrapSetup.Create()).WithConfigFallback(Defaults);
        return ActorSystem.Create(name, setup.WithSetup(withDefaults));
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
