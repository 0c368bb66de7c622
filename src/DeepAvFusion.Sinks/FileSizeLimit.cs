using System.Runtime.InteropServices;

namespace DeepAvFusion.Sinks;

/// <summary>Makes a limit of file size (`ulimit -f`) an error of the write, as a full disk is, instead of the end of the process.</summary>
public static class FileSizeLimit
{
    private const PosixSignal Exceeded = (PosixSignal)25;           // SIGXFSZ

    /// <summary>Until it is disposed.</summary>
    public static IDisposable Tolerate() => PosixSignalRegistration.Create(Exceeded, context => context.Cancel = true);
}
