using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>
/// Finds and loads libdeepav_torch.so: from the path in DEEPAV_TORCH_NATIVE, else beside the assembly, else in its runtimes/linux-x64/native.
/// Before libgomp comes in with it, the OpenMP wait policy is set to passive unless the user has set one.
/// </summary>
internal static partial class NativeLoader
{
    internal const string Library = "deepav_torch";
    private const string FileName = "libdeepav_torch.so";
    private const string PathVariable = "DEEPAV_TORCH_NATIVE";

    private static readonly Lock Gate = new();
    private static nint _loaded;

    /// <summary>The file that was loaded, or null before the first native call.</summary>
    internal static string? LoadedFrom { get; private set; }

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The resolver must be in place before the first native call of any class.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        lock (Gate)
        {
            if (_loaded != 0) return _loaded;
            SetWaitPolicy();
            var file = Candidates(assembly).FirstOrDefault(File.Exists) ?? throw new DllNotFoundException(
                $"{FileName} is neither beside {Path.GetFileName(assembly.Location)} nor in runtimes/linux-x64/native. " +
                $"Build it with 'make native' (or native/build.sh), or set {PathVariable} to its path.");
            _loaded = NativeLibrary.Load(file);
            LoadedFrom = file;
            return _loaded;
        }
    }

    private static IEnumerable<string> Candidates(Assembly assembly)
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } chosen) yield return chosen;
        foreach (var folder in new[] { Path.GetDirectoryName(assembly.Location), AppContext.BaseDirectory })
        {
            if (string.IsNullOrEmpty(folder)) continue;
            yield return Path.Combine(folder, FileName);
            yield return Path.Combine(folder, "runtimes", "linux-x64", "native", FileName);
        }
    }

    /// <summary>
    /// libgomp reads these once, when it is loaded. Spinning barriers cost up to five times the work itself as soon as another thread wants the core.
    /// </summary>
    private static void SetWaitPolicy()
    {
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null && Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") is null)
        {
            _ = setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
            _ = setenv("GOMP_SPINCOUNT", "0", 0);
        }
    }

    // Environment.SetEnvironmentVariable changes a copy that native libraries do not see.
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
