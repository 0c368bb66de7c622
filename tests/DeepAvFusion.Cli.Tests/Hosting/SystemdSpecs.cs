using System.Diagnostics;
using DeepAvFusion.Cli.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DeepAvFusion.Cli.Tests.Hosting;

/// <summary>What systemd hears, on a real socket.</summary>
public sealed class SystemdSpecs : IDisposable
{
    private readonly NotifySocket _systemd = new();

    public void Dispose() => _systemd.Dispose();

    [Fact]
    public async Task It_is_told_when_everything_has_started_that_it_lives_and_when_it_stops()
    {
        using var process = Process.Start(SystemdShell.Running(_systemd, "run", "--set", "davf.server.port=0", "--set", "davf.store.enabled=false"))!;
        var log = process.StandardError.ReadToEndAsync();
        var program = await process.StandardOutput.ReadLineAsync();
        try
        {
            var heard = new List<string>();
            while (heard.LastOrDefault() != "WATCHDOG=1" || !heard.Contains("READY=1"))
                heard.Add(await _systemd.NextAsync());
            using (var kill = Process.Start("kill", ["-TERM", program!]))
                await kill.WaitForExitAsync();
            while (heard[^1] != "STOPPING=1")
                heard.Add(await _systemd.NextAsync());
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
            Assert.Single(heard, "READY=1");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        Assert.DoesNotContain("   at ", await log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_watchdog_is_told_twice_in_its_time_while_the_live_checks_pass()
    {
        var time = new FakeTimeProvider();
        var state = HealthStatus.Healthy;
        using var watchdog = Watchdog(time, () => state);
        await watchdog.StartAsync(CancellationToken.None);
        Assert.False(_systemd.HasMessage);
        await PassUntil(time, () => _systemd.HasMessage);
        Assert.Equal("WATCHDOG=1", await _systemd.NextAsync());
        await watchdog.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task The_watchdog_is_not_told_while_a_live_check_fails()
    {
        var time = new FakeTimeProvider();
        var asked = 0;
        var state = HealthStatus.Unhealthy;
        using var watchdog = Watchdog(time, () =>
        {
            Interlocked.Increment(ref asked);
            return state;
        });
        await watchdog.StartAsync(CancellationToken.None);
        await PassUntil(time, () => Volatile.Read(ref asked) > 1);
        Assert.False(_systemd.HasMessage);
        state = HealthStatus.Healthy;
        await PassUntil(time, () => _systemd.HasMessage);
        Assert.Equal("WATCHDOG=1", await _systemd.NextAsync());
        await watchdog.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("30000000", null, 30.0)]
    [InlineData("30000000", "41", 30.0)]
    [InlineData("30000000", "42", null)]
    [InlineData(null, null, null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    public void Its_time_is_what_systemd_asks_of_this_process(string? microseconds, string? process, double? seconds) =>
        Assert.Equal(seconds, SystemdWatchdog.Asked(name => name == "WATCHDOG_USEC" ? microseconds : process, 41)?.TotalSeconds);

    /// <summary>Lets time pass until something is so; the watchdog begins to count it on a thread of its own.</summary>
    private static async Task PassUntil(FakeTimeProvider time, Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!isSo())
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private SystemdWatchdog Watchdog(TimeProvider time, Func<HealthStatus> live)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddHealthChecks()
            .AddCheck("actors", () => new HealthCheckResult(live(), "the actors"), ["live"])
            .AddCheck("model", () => HealthCheckResult.Unhealthy("the model is being loaded"), ["ready"]);
        return new SystemdWatchdog(new Told(_systemd.Path), TimeSpan.FromSeconds(10), services.BuildServiceProvider().GetRequiredService<HealthCheckService>(), time, NullLogger<SystemdWatchdog>.Instance);
    }

    /// <summary>Sends to a socket of the test's: the package's own notifier reads the environment of the process.</summary>
    private sealed class Told(string path) : ISystemdNotifier
    {
        public bool IsEnabled => true;

        public void Notify(ServiceState state)
        {
            using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Unspecified);
            socket.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
            socket.Send(System.Text.Encoding.UTF8.GetBytes(state.ToString()));
        }
    }
}
