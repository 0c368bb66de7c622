using System.ComponentModel;
using System.Diagnostics;

namespace DeepAvFusion.Cli.About;

/// <summary>The version line of the FFmpeg on the PATH.</summary>
internal static class FfmpegVersion
{
    public static string Read()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-hide_banner", "-version"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            var line = process?.StandardOutput.ReadLine() ?? "";
            process?.WaitForExit(TimeSpan.FromSeconds(5));
            return line.Split(' ') is ["ffmpeg", "version", var version, ..] ? version : "found, but it does not tell its version";
        }
        catch (Win32Exception)
        {
            return "not found: install it (apt-get install ffmpeg) and put it on the PATH";
        }
    }
}
