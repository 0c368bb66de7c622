namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>Stopping the program as an operator or a container runtime does.</summary>
public sealed class StopSpecs
{
    [Fact]
    public async Task Sigterm_drains_within_the_grace_period_and_leaves_no_process_behind()
    {
        using var analyzer = DeepavProcess.Start("run", "--demo", "--set", "davf.server.port=0");
        analyzer.WaitForLine("Open http", TimeSpan.FromSeconds(180));
        var children = Children(analyzer.Id);
        analyzer.Signal(15);
        Assert.Equal(0, await analyzer.WaitForExitAsync(TimeSpan.FromSeconds(90)));
        Assert.DoesNotContain(children, child => Directory.Exists($"/proc/{child}") && File.ReadAllText($"/proc/{child}/comm").StartsWith("ffmpeg", StringComparison.Ordinal));
    }

    private static List<int> Children(int parent) => [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, System.Globalization.CultureInfo.InvariantCulture)).Where(pid => ParentOf(pid) == parent)];

    private static int ParentOf(int pid)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
