using System.Collections.Concurrent;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Ends a system in phases: the tasks of one phase run together, the next phase waits for them or for the phase's timeout.</summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly Dictionary<string, ShutdownPhase> _phases;
    private readonly IReadOnlyList<string> _order;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(string Name, Func<Task<Done>> Task)>> _tasks = new();
    private readonly TaskCompletionSource<Done> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILoggingAdapter _log;
    private Reason? _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system)
    {
        System = system;
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        _phases = ShutdownPhase.Read(config);
        _order = ShutdownPhase.Sort(_phases);
        _log = Logging.GetLogger(system, this);
        if (system.Settings.CoordinatedShutdownTerminateActorSystem)
            AddTask(PhaseActorSystemTerminate, "terminate-system", TerminateSystem);
        if (config.GetBoolean("run-by-clr-shutdown-hook"))
            ShutdownHook.Register(this);
    }

    public ExtendedActorSystem System { get; }

    /// <summary>Null until a shutdown runs.</summary>
    public Reason? ShutdownReason => Volatile.Read(ref _reason);

    /// <summary>The timeouts of all phases that have tasks, one after another.</summary>
    public TimeSpan TotalTimeout => TimeSpan.FromTicks(_tasks.Keys.Sum(phase => Timeout(phase).Ticks));

    public static CoordinatedShutdown Get(ActorSystem sys) => sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public TimeSpan Timeout(string phase) =>
        _phases.TryGetValue(phase, out var known) ? known.Timeout : throw new ArgumentException($"Unknown phase [{phase}]. All phases must be defined in configuration.", nameof(phase));

    /// <summary>Adds work to a phase that has not begun.</summary>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!_phases.ContainsKey(phase))
            throw new ConfigurationException($"Unknown phase [{phase}], known phases [{string.Join(",", _phases.Keys)}]. All phases (along with their optional dependencies) must be defined in configuration.");
        if (string.IsNullOrEmpty(taskName))
            throw new ArgumentException("Set a task name when adding tasks to the Coordinated Shutdown. Try to use unique, self-explanatory names.", nameof(taskName));
        _tasks.GetOrAdd(phase, static _ => new()).Enqueue((taskName, task));
    }

    /// <summary>Runs the phases in order, once; later calls wait for the first.</summary>
    /// <param name="reason">Kept as <see cref="ShutdownReason"/>.</param>
    /// <param name="fromPhase">Leaves out the phases before this one.</param>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            _ = RunPhases(fromPhase);
        return _completed.Task;
    }

    private async Task RunPhases(string? fromPhase)
    {
        try
        {
            foreach (var phase in fromPhase is null ? _order : _order.SkipWhile(phase => phase != fromPhase))
            {
                if (_phases[phase].Enabled && _tasks.TryGetValue(phase, out var tasks))
                    await RunPhase(phase, [.. tasks]).ConfigureAwait(false);
            }
            _completed.TrySetResult(Done.Instance);
        }
        catch (Exception cause)
        {
            _completed.TrySetException(cause);
        }
    }

    private async Task RunPhase(string name, (string Name, Func<Task<Done>> Task)[] tasks)
    {
        var phase = _phases[name];
        var work = Task.WhenAll(tasks.Select(task => RunOne(name, phase.Recover, task.Name, task.Task)));
        try
        {
            await work.WaitAsync(phase.Timeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            var problem = $"Coordinated shutdown phase [{name}] timed out after {phase.Timeout}";
            if (!phase.Recover)
                throw new TimeoutException(problem);
            if (name != PhaseActorSystemTerminate || !System.WhenTerminated.IsCompleted)
                _log.Warning(problem);
        }
    }

    private async Task RunOne(string phase, bool recover, string name, Func<Task<Done>> task)
    {
        await Task.Yield();
        try
        {
            await task().ConfigureAwait(false);
        }
        catch (Exception cause) when (recover)
        {
            _log.Warning(cause, "Task [{0}] failed in phase [{1}]: {2}", name, phase, cause.Message);
        }
    }

    private async Task<Done> TerminateSystem()
    {
        ((ActorSystemImpl)System).FinalTerminate();
        await System.WhenTerminated.ConfigureAwait(false);
        return Done.Instance;
    }
}
