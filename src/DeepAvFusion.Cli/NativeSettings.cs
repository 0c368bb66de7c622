using System.Runtime.InteropServices;

namespace DeepAvFusion.Cli;

/// <summary>
/// What native libraries read from the environment as soon as they are loaded, set before that, however the program is started. .NET's own setters do not reach them, so the
/// C library's is called; .NET's are called as well, for the programs that this one starts. What a user has set stands.
/// </summary>
internal static class NativeSettings
{
    /// <summary>Threads of products that wait do not spin, since several libraries share few cores; libtorch does not say again and again that it has no NNPACK for this CPU.</summary>
    public static IReadOnlyList<(string Name, string Value)> All { get; } = [("OMP_WAIT_POLICY", "PASSIVE"), ("GOMP_SPINCOUNT", "0"), ("TORCH_CPP_LOG_LEVEL", "ERROR")];

    /// <summary>Sets them, before anything of the network is touched.</summary>
    public static void Apply()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var (name, value) in All)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 }) continue;
            Environment.SetEnvironmentVariable(name, value);
            _ = Set(name, value, overwrite: 1);
        }
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Set(string name, string value, int overwrite);
}
