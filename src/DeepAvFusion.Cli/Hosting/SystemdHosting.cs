using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Cli.Hosting;

/// <summary>What systemd is told when it runs the program: ready when everything has started, stopping, and that it lives. Elsewhere nothing.</summary>
internal static class SystemdHosting
{
    /// <summary>The host's <see cref="SignalLifetime"/> tells of start and stop, the watchdog that it lives.</summary>
    public static IServiceCollection AddSystemdNotices(this IServiceCollection services)
    {
        if (!SystemdHelpers.IsSystemdService())
            return services;
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
        if (SystemdWatchdog.Asked(Environment.GetEnvironmentVariable, Environment.ProcessId) is { } watchdog)
        {
            services.AddHostedService(provider => new SystemdWatchdog(
                provider.GetRequiredService<ISystemdNotifier>(), watchdog, provider.GetRequiredService<HealthCheckService>(), provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SystemdWatchdog>>()));
        }
        return services;
    }
}
