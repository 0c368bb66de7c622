using System.Diagnostics;
using FFMpegCore;

namespace DeepAvFusion.Media.Tests.Ffmpeg;

/// <summary>Puts scripts in the place of ffmpeg and ffprobe while it lives, or hides every program.</summary>
internal sealed class FakeTools : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-tools-");
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    /// <param name="script">What both do when they are not asked for their version; null: there are none.</param>
    public FakeTools(string? script = null)
    {
        if (script is null)
        {
            Environment.SetEnvironmentVariable("PATH", _folder.FullName);
            return;
        }
        foreach (var name in new[] { "ffmpeg", "ffprobe" })
        {
            var file = Path.Combine(_folder.FullName, name);
            File.WriteAllText(file, $"#!/bin/bash\n[ \"$*\" = -version ] && exit 0\n{script}\n");
            using var made = Process.Start("chmod", ["+x", file]);
            made.WaitForExit();
        }
        GlobalFFOptions.Configure(options => options.BinaryFolder = _folder.FullName);
    }

    public void Dispose()
    {
        GlobalFFOptions.Configure(options => options.BinaryFolder = "");
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Delete(recursive: true);
    }
}
