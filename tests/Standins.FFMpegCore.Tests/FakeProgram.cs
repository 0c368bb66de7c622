using FFMpegCore;

namespace Standins.FFMpegCore.Tests;

/// <summary>A script in ffmpeg's place.</summary>
internal static class FakeProgram
{
    /// <param name="name">ffmpeg or ffprobe</param>
    public static FFOptions Install(TestFolder folder, string script, string name = "ffmpeg")
    {
        var file = folder.File(name);
        File.WriteAllText(file, "#!/bin/bash\n" + script + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new FFOptions { BinaryFolder = folder.Path };
    }
}
