using System.Globalization;

namespace DeepAvFusion.Media.Tests.Ffmpeg;

/// <summary>Counts what this process holds: open handles, and children that run or were never waited for.</summary>
internal static class Leftovers
{
    public static (int Handles, int Children) Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return (Directory.GetFileSystemEntries("/proc/self/fd").Length, Directory.GetDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])).Count(IsChild));
    }

    private static bool IsChild(string process)
    {
        try
        {
            var state = File.ReadAllText(Path.Combine(process, "stat"));
            return int.Parse(state[(state.LastIndexOf(')') + 4)..].Split(' ', 2)[0], CultureInfo.InvariantCulture) == Environment.ProcessId;
        }
        catch (IOException)
        {
            return false;       // no process, or gone meanwhile
        }
    }
}
