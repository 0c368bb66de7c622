using System.Globalization;

namespace DeepAvFusion.Faults.Operator;

/// <summary>What a process holds, as the system tells.</summary>
/// <param name="Resident">Bytes of memory.</param>
/// <param name="Handles">Open files, sockets and pipes.</param>
/// <param name="Children">Process ids of its FFmpegs.</param>
internal sealed record ProcessFacts(long Resident, int Handles, int Threads, IReadOnlyList<int> Children)
{
    public static ProcessFacts Of(int process)
    {
        var status = File.ReadAllLines($"/proc/{process}/status").Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());
        return new ProcessFacts(
            1024 * long.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture), Directory.GetFiles($"/proc/{process}/fd").Length,
            int.Parse(status["Threads"], CultureInfo.InvariantCulture), FFmpegsOf(process));
    }

    /// <summary>FFmpegs that a process has started and that have not ended.</summary>
    public static IReadOnlyList<int> FFmpegsOf(int parent) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Select(name => int.TryParse(name, out var id) ? id : 0).Where(id => id > 0 && IsFFmpegOf(id, parent)).Order(),
    ];

    public static string Arguments(int process) => File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' ');

    private static bool IsFFmpegOf(int id, int parent)
    {
        try
        {
            // id (name) state parent …
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return stat.Contains("(ffmpeg)", StringComparison.Ordinal) && rest[0] != "Z" && int.Parse(rest[1], CultureInfo.InvariantCulture) == parent;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;                   // it has ended meanwhile
        }
    }
}
