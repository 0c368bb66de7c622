using System.Globalization;
using System.Runtime.InteropServices;

namespace DeepAvFusion.Benchmarks.Measuring;

/// <summary>What the system counts for this process (Linux).</summary>
internal static class ProcessUse
{
    private const int TicksPerSecond = 100;
    private const int FirstTimeField = 11;     // utime, stime, cutime, cstime, counted behind the name in brackets

    /// <summary>Seconds of processor time of this process and of the children it has waited for.</summary>
    public static (double Own, double Children) CpuSeconds()
    {
        var text = File.ReadAllText("/proc/self/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        double At(int field) => double.Parse(fields[FirstTimeField + field], CultureInfo.InvariantCulture) / TicksPerSecond;
        return (At(0) + At(1), At(2) + At(3));
    }

    /// <summary>Bytes in memory now, without those that are free already and only kept for later.</summary>
    public static long Resident()
    {
        GC.Collect();
        _ = ReturnFreeMemory(0);
        return Status("VmRSS:");
    }

    /// <summary>Bytes that something needed at its worst, on top of what was there.</summary>
    public static long PeakOf(Action action)
    {
        var before = Resident();
        File.WriteAllText("/proc/self/clear_refs", "5");
        action();
        return Math.Max(1, Status("VmHWM:") - before);
    }

    // What libtorch frees stays with the C library until it is asked to give it back.
    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReturnFreeMemory(nuint keep);

    private static long Status(string key) =>
        long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
}
