using System.Globalization;
using DeepAvFusion.Server.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Cli.Hosting;

/// <summary>Tells systemd twice in its watchdog's time that the process lives, as long as the checks of /health/live say so.</summary>
internal sealed partial class SystemdWatchdog(ISystemdNotifier systemd, TimeSpan watchdog, HealthCheckService health, TimeProvider time, ILogger<SystemdWatchdog> log) : BackgroundService
{
    private readonly PeriodicTimer _timer = new(watchdog / 2, time);

    /// <summary>The time that systemd asks for (WATCHDOG_USEC, for this process by WATCHDOG_PID); null when it does not watch.</summary>
    public static TimeSpan? Asked(Func<string, string?> environment, int process) =>
        environment("WATCHDOG_PID") is { Length: > 0 } pid && pid != process.ToString(CultureInfo.InvariantCulture) ? null
        : long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds is > 1 and <= long.MaxValue / 10
            ? TimeSpan.FromMicroseconds(microseconds) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var report = await health.CheckHealthAsync(check => check.Tags.Contains(HealthEndpoints.Live), stoppingToken).ConfigureAwait(false);
            if (report.Status == HealthStatus.Healthy)
                systemd.Notify(new ServiceState("WATCHDOG=1"));
            else
                NotAlive(log, string.Join("; ", report.Entries.Values.Select(entry => entry.Description)));
        }
    }

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    [LoggerMessage(1, Microsoft.Extensions.Logging.LogLevel.Error, "Not alive, so systemd's watchdog is not told: {Reason}")]
    private static partial void NotAlive(ILogger log, string reason);
}
