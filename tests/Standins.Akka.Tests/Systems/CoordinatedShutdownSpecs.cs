using System.Collections.Concurrent;
using Akka;
using Akka.Actor;
using Akka.Configuration;

namespace AkkaSpecs;

public sealed class CoordinatedShutdownSpecs
{
    private readonly ConcurrentQueue<string> _order = new();

    [Fact]
    public async Task Runs_the_phases_in_order_and_ends_the_system()
    {
        var system = Create();
        var shutdown = CoordinatedShutdown.Get(system);
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");
        Add(shutdown, CoordinatedShutdown.PhaseBeforeServiceUnbind, "unbind");
        Add(shutdown, CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "last");

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);

        Assert.Equal(["unbind", "stop", "last"], _order);
        Assert.True(system.WhenTerminated.IsCompleted);
        Assert.Same(CoordinatedShutdown.UnknownReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task Runs_when_the_system_is_terminated()
    {
        var system = Create();
        var shutdown = CoordinatedShutdown.Get(system);
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");

        await system.Terminate();

        Assert.Equal(["stop"], _order);
        Assert.IsType<CoordinatedShutdown.ActorSystemTerminateReason>(shutdown.ShutdownReason);
    }

    [Fact]
    public async Task Runs_once()
    {
        var shutdown = CoordinatedShutdown.Get(Create());
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");

        await Task.WhenAll(shutdown.Run(CoordinatedShutdown.UnknownReason.Instance), shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance));

        Assert.Equal(["stop"], _order);
        Assert.Same(CoordinatedShutdown.UnknownReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_task_that_fails_does_not_hold_up_the_others()
    {
        var shutdown = CoordinatedShutdown.Get(Create());
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "fails", () => throw new InvalidOperationException("expected"));
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "beside");
        Add(shutdown, CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "after");

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);

        Assert.Equal(["beside", "after"], _order);
    }

    [Fact]
    public async Task A_phase_that_must_not_fail_ends_the_shutdown()
    {
        var system = Create("akka.coordinated-shutdown.phases.service-stop.recover = off");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "fails", () => Task.FromException<Done>(new InvalidOperationException("expected")));
        Add(shutdown, CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "never");

        await Assert.ThrowsAnyAsync<Exception>(() => shutdown.Run(CoordinatedShutdown.UnknownReason.Instance));

        Assert.Empty(_order);
        ((ExtendedActorSystem)system).Abort();
        await system.WhenTerminated;
    }

    [Fact]
    public async Task A_phase_goes_on_after_its_timeout()
    {
        var shutdown = CoordinatedShutdown.Get(Create("akka.coordinated-shutdown.phases.service-stop.timeout = 100ms"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "hangs", () => new TaskCompletionSource<Done>().Task);
        Add(shutdown, CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "after");

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(["after"], _order);
    }

    [Fact]
    public async Task May_begin_with_a_later_phase()
    {
        var shutdown = CoordinatedShutdown.Get(Create());
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "early");
        Add(shutdown, CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "late");

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseBeforeActorSystemTerminate);

        Assert.Equal(["late"], _order);
    }

    [Fact]
    public async Task Own_phases_come_where_the_configuration_puts_them()
    {
        var shutdown = CoordinatedShutdown.Get(Create("""
            akka.coordinated-shutdown.phases {
              drain { depends-on = [service-stop], timeout = 2s }
              before-cluster-shutdown.depends-on = [drain]
            }
            """));
        Add(shutdown, CoordinatedShutdown.PhaseBeforeClusterShutdown, "after");
        Add(shutdown, "drain", "drain");
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "before");

        Assert.Equal(TimeSpan.FromSeconds(2), shutdown.Timeout("drain"));
        Assert.Equal(TimeSpan.FromSeconds(5), shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop));
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);

        Assert.Equal(["before", "drain", "after"], _order);
    }

    [Fact]
    public void An_unknown_phase_is_refused()
    {
        using var system = Create();

        Assert.Throws<ConfigurationException>(() => CoordinatedShutdown.Get(system).AddTask("no-such", "x", () => Task.FromResult(Done.Instance)));
    }

    private static ActorSystem Create(string config = "") => ActorSystem.Create("shutting-down", config + "\nakka.loglevel = ERROR\nakka.stdout-loglevel = OFF");

    private void Add(CoordinatedShutdown shutdown, string phase, string name) => shutdown.AddTask(phase, name, async () =>
    {
        await Task.Yield();
        _order.Enqueue(name);
        return Done.Instance;
    });
}
