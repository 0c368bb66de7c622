using System.Collections;
using System.Runtime.InteropServices;

namespace DeepAvFusion.Cli;

/// <summary>
/// Makes the C library keep what libtorch frees for the next layer. Left alone it gives large blocks back to the system as soon as they are freed, and gets them again, empty
/// page by empty page: with blocks of 20 MB, as in a batch of eight windows through ViT-B, a forward then takes half as long again.
/// Threads share few places (arenas) to take memory from: with one each, as the C library would have it, every thread keeps what it once needed most, and what is kept grows for hours.
/// </summary>
internal static class FreedMemory
{
    private const int TrimThreshold = -1;              // names that malloc.h gives to the settings
    private const int MmapMax = -4;
    private const int ArenaMax = -8;
    private const int MostKept = 1 << 30;
    private const int MostArenas = 4;

    /// <summary>Keeps up to 1 GiB; a user's own settings in the environment (MALLOC_...) stand.</summary>
    /// <returns>Whether it is kept.</returns>
    public static bool Keep(IDictionary environment)
    {
        if (!OperatingSystem.IsLinux() || environment.Keys.Cast<string>().Any(name => name.StartsWith("MALLOC_", StringComparison.Ordinal))) return false;
        try
        {
            return Set(MmapMax, 0) != 0 && Set(TrimThreshold, MostKept) != 0 && Set(ArenaMax, MostArenas) != 0;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;                              // a C library without these settings
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Set(int setting, int value);
}
