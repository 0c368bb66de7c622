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

    /// <summary>A clip of moving bars with a sound.</summary>
    /// <param name="sound">An FFmpeg source of sound.</param>
    public static void Clip(string path, int seconds, string sound)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Run("-f", "lavfi", "-i", $"testsrc2=size=64x48:rate=8:duration={seconds}", "-f", "lavfi", "-i", sound, "-t", $"{seconds}", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", path);
    }
}
