using System.Collections.Concurrent;
using System.Diagnostics;

namespace DeepAvFusion.Engine.Tests;

/// <summary>Clips of one test, deleted with it. FFmpeg makes one of each length for all tests.</summary>
internal sealed class Clips : IDisposable
{
    private static readonly ConcurrentDictionary<int, Lazy<byte[]>> Made = new();

    private readonly string _folder = Directory.CreateTempSubdirectory("davf-engine-").FullName;

    public string Path(string name) => System.IO.Path.Combine(_folder, name);

    /// <summary>A moving test picture with a tone.</summary>
    public string Make(string name, int seconds)
    {
        var path = Path(name);
        File.WriteAllBytes(path, Made.GetOrAdd(seconds, _ => new Lazy<byte[]>(() => Encode(seconds))).Value);
        return path;
    }

    private static byte[] Encode(int seconds)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"davf-engine-{Environment.ProcessId}-{seconds}.mp4");
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg",
            ["-v", "error", "-f", "lavfi", "-i", $"testsrc2=size=160x120:rate=10:duration={seconds}", "-f", "lavfi", "-i", $"sine=frequency=440:duration={seconds}",
             "-c:v", "mpeg4", "-c:a", "aac", "-shortest", "-y", path]))!;
        ffmpeg.WaitForExit();
        Assert.Equal(0, ffmpeg.ExitCode);
        var clip = File.ReadAllBytes(path);
        File.Delete(path);
        return clip;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Whether an FFmpeg reads a clip.</summary>
    public bool IsRead(string name) => ReadersOf(name).Count > 0;

    /// <summary>Kills the FFmpeg that reads a clip.</summary>
    public void KillReaderOf(string name)
    {
        foreach (var reader in ReadersOf(name))
        {
            using var process = Process.GetProcessById(reader);
            process.Kill();
        }
    }

    private List<int> ReadersOf(string name)
    {
        var all = Process.GetProcessesByName("ffmpeg");
        List<int> readers = [.. all.Select(process => process.Id).Where(id => CommandOf(id).Contains(Path(name), StringComparison.Ordinal))];
        Array.ForEach(all, process => process.Dispose());
        return readers;
    }

    private static string CommandOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";      // it has just ended
        }
    }
}
