using System.Diagnostics;
using DeepAvFusion.Benchmarks.Measuring;

namespace DeepAvFusion.Benchmarks.Teach;

/// <summary>Where the stamps of Debian's package `tuxpaint-stamps-default` are: installed, or taken out of the package for once, by apt's own download. Nothing of them is kept.</summary>
internal static class StampFolder
{
    private const string Package = "tuxpaint-stamps-default";
    private const string Installed = "/usr/share/tuxpaint/stamps";

    /// <param name="scratch">Takes the package where it is not installed.</param>
    /// <returns>The folder, or why there is none.</returns>
    public static (string? Folder, string Why) Find(Scratch scratch, CancellationToken cancellation)
    {
        if (Directory.Exists(Installed)) return (Installed, "");
        var folder = Directory.CreateDirectory(scratch["stamps"]).FullName;
        if (!Run(folder, ["apt-get", "download", "-qq", Package], cancellation) || Directory.GetFiles(folder, "*.deb") is not [var package])
            return (null, $"{Package} is neither installed nor to be had here: apt-get install {Package}");
        return Run(folder, ["dpkg-deb", "-x", package, folder], cancellation) ? (folder + Installed, "") : (null, $"{package} cannot be unpacked");
    }

    private static bool Run(string folder, string[] command, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
            using var end = cancellation.Register(process.Kill);
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)             // there is no such program
        {
            return false;
        }
    }
}
