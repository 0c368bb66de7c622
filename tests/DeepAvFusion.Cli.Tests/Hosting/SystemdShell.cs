using System.Diagnostics;

namespace DeepAvFusion.Cli.Tests.Hosting;

/// <summary>The program as systemd runs it. It knows that by its parent's name: here a shell is called so.</summary>
internal static class SystemdShell
{
    /// <summary>Writes the program's process id to standard output, and ends with its exit code.</summary>
    public static ProcessStartInfo Running(NotifySocket systemd, params string[] arguments)
    {
        var shell = Path.Combine(Path.GetDirectoryName(systemd.Path)!, "systemd");
        File.CreateSymbolicLink(shell, "/bin/bash");
        return new ProcessStartInfo(shell, ["-c", "\"$@\" & echo $!; wait $!; exit $?", "systemd", Path.Combine(AppContext.BaseDirectory, "deepav"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NOTIFY_SOCKET"] = systemd.Path, ["WATCHDOG_USEC"] = "200000" },
        };
    }
}
