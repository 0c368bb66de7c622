using DeepAvFusion.Media.Tests;

namespace DeepAvFusion.Faults.Cameras;

/// <summary>What cameras show: a moving test picture, ten a second, and a tone.</summary>
internal sealed class Footage : IDisposable
{
    private static readonly string[] Sound = ["-c:a", "aac", "-b:a", "64k"];
    private static readonly string[] Picture = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", "10"];

    private readonly Lock _making = new();
    private readonly Clips _clips = new();

    /// <summary>Ten minutes, without a leap.</summary>
    public string Usual => Looped("usual", TimeSpan.FromMinutes(10));

    /// <summary>Its packets over and over, with timestamps that go on.</summary>
    public string Looped(string name, TimeSpan length)
    {
        var minute = Once("minute", 60);
        return Make($"{name}.ts", "-stream_loop", FormattableString.Invariant($"{(int)length.TotalMinutes - 1}"), "-i", minute, "-c", "copy", "-f", "mpegts");
    }

    /// <summary>Footage that begins at another time of its clock.</summary>
    public string From(TimeSpan start) => Make(FormattableString.Invariant($"from{start.TotalSeconds}.ts"),
        ["-i", Once("minute", 60), "-c", "copy", "-output_ts_offset", FormattableString.Invariant($"{start.TotalSeconds}"), "-f", "mpegts"]);

    public string Sized(string size) => Once($"sized{size}", 60, size);

    /// <summary>The same in another picture codec.</summary>
    public string Mpeg2 => Make("mpeg2.ts", [.. Inputs("320x240", "10"), "-t", "60", "-r", "25", "-c:v", "mpeg2video", "-g", "10", "-b:v", "800k", .. Sound, "-f", "mpegts"]);

    /// <summary>A picture every so many seconds. At a constant rate, so that the stream's clock, by which it is played, also comes between the pictures.</summary>
    public string Slow(int seconds) => Make($"slow{seconds}.ts", [.. Inputs("320x240", $"1/{seconds}"), "-t", "300", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", "1", .. Sound, "-muxrate", "400k", "-f", "mpegts"]);

    /// <summary>Makes a file once with FFmpeg and gives its path.</summary>
    public string Make(string name, params string[] arguments)
    {
        lock (_making)
            return _clips.Make(name, arguments);
    }

    public void Dispose() => _clips.Dispose();

    private string Once(string name, int seconds, string size = "320x240") => Make($"{name}.ts",
        [.. Inputs(size, "10"), "-t", $"{seconds}", .. Picture, .. Sound, "-f", "mpegts"]);

    private static string[] Inputs(string size, string rate) => ["-f", "lavfi", "-i", $"testsrc2=s={size}:r={rate}", "-f", "lavfi", "-i", "sine=f=440:r=48000"];
}
