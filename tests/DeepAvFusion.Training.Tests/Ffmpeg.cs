using System.Diagnostics;

namespace DeepAvFusion.Training.Tests;

/// <summary>Makes small files with the real FFmpeg.</summary>
internal static class Ffmpeg
{
    public static void Run(params string[] arguments)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-y", .. arguments]))!;
        ffmpeg.WaitForExit();
        Assert.Equal(0, ffmpeg.ExitCode);
    }
}
