using System.Diagnostics;
using System.Globalization;

namespace DeepAvFusion.Faults.Machine;

/// <summary>What the system lets a process do.</summary>
internal static class Limits
{
    /// <summary>Longest file that a running process may write; null takes the limit away. The hard limit stays, which only the privileged may raise again.</summary>
    public static void FileSize(int process, long? bytes) =>
        Run("prlimit", "--pid", Number(process), "--fsize=" + (bytes is { } most ? Number(most) : "unlimited") + ":");

    public static void Signal(string name, int process) => Run("kill", $"-{name}", Number(process));

    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors}");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A test that mounts something.</summary>
public sealed class NeedsRootFactAttribute : FactAttribute
{
    public NeedsRootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "mounts a small disk, which needs root";
    }
}
