using System.Diagnostics;

namespace DeepAvFusion.Media.Tests;

/// <summary>A folder of clips made by FFmpeg for one test class; gone with it.</summary>
public sealed class Clips : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("davf-media-").FullName;
    private readonly Dictionary<string, string> _made = [];

    /// <summary>Path of a file in the folder.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>Makes a file once with FFmpeg and gives its path.</summary>
    public string Make(string name, params string[] arguments)
    {
        if (_made.TryGetValue(name, out var path))
            return path;
        path = this[name];
        Run([.. arguments, path]);
        return _made[name] = path;
    }

    /// <summary>Moving test picture and a 440 Hz tone.</summary>
    public string Both(double seconds = 4, string size = "320x240", string name = "both.mp4") => Make(name,
        "-f", "lavfi", "-i", $"testsrc2=s={size}:r=25", "-f", "lavfi", "-i", "sine=f=440:r=48000", "-t", FormattableString.Invariant($"{seconds}"),
        "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", "-c:a", "aac");

    /// <summary>Three recordings of 2 s put together, each with a picture size and a sound of its own, and a clock of its own if wanted.</summary>
    public string Changing(bool clocks)
    {
        var path = this[$"changing{clocks}.ts"];
        string[] sizes = ["320x240", "640x360", "200x300"], rates = ["48000", "44100", "22050"];
        var parts = Enumerable.Range(0, 3).Select(i => Make($"part{i}{clocks}.ts", "-f", "lavfi", "-i", $"testsrc2=s={sizes[i]}:r=25:d=2",
            "-f", "lavfi", "-i", $"sine=f=440:r={rates[i]}:d=2", "-c:v", "mpeg2video", "-g", "10", "-c:a", "mp2", "-ac", $"{1 + (i % 2)}",
            "-output_ts_offset", clocks ? "0" : $"{2 * i}"));
        File.WriteAllBytes(path, [.. parts.SelectMany(File.ReadAllBytes)]);
        return path;
    }

    /// <summary>Runs FFmpeg to its end.</summary>
    public static void Run(params string[] arguments)
    {
        using var process = Start("-y", arguments);
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ffmpeg {string.Join(' ', arguments)}: {errors}");
    }

    /// <summary>Starts an FFmpeg that goes on by itself; whoever starts it kills it.</summary>
    public static Process Start(string first, params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg", [first, "-nostdin", "-v", "error", .. arguments]) { RedirectStandardError = true };
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
