using System.Diagnostics;
using DeepAvFusion.EndToEnd.Tests;
using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Faults;
using DeepAvFusion.Faults.Operator;

namespace DeepAvFusion.Faults.Machine;

/// <summary>Disks that are full or not writable, and what survives when the program is killed.</summary>
public sealed class DiskFaultSpecs : IAsyncLifetime, IDisposable
{
    private const string Stream = "door";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(12);

    private readonly string _folder = Directory.CreateTempSubdirectory("davf-disk-").FullName;
    private readonly Footage _footage = new();
    private Camera _camera = null!;

    private string Results => Path.Combine(_folder, "out");

    public Task InitializeAsync()
    {
        _camera = new Camera(_footage.Usual);
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => _camera.DisposeAsync().AsTask();

    public void Dispose()
    {
        _footage.Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [NeedsRootFact]
    public async Task A_full_disk_is_told_everywhere_and_written_to_again_when_there_is_room()
    {
        Directory.CreateDirectory(Results);
        Limits.Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", Results);
        try
        {
            using var analyzer = await StartAsync("wav.enabled = true");
            List<string> problems = [];
            var before = (await analyzer.ToldAsync(Stream))!.Analysed;
            var filler = Path.Combine(Results, "filler");
            Fill(filler);
            await Waiting.UntilAsync(async () => (await analyzer.ToldAsync(Stream))!.FailingSinks.Count > 0, Patience, "a failing sink in the API");
            var told = (await analyzer.ToldAsync(Stream))!.FailingSinks[0];
            if (!(await analyzer.MetricsAsync()).Contains("davf_sink_failing{", StringComparison.Ordinal) || !(await analyzer.HealthAsync("ready")).Text.Contains("sink", StringComparison.Ordinal))
                problems.Add("health or metrics do not tell");
            await Waiting.UntilAsync(async () => (await analyzer.ToldAsync(Stream))!.Analysed > before + 2, Patience, "the analysis to go on");
            File.Delete(filler);
            var watch = Stopwatch.StartNew();
            var freed = DateTimeOffset.UtcNow;
            await analyzer.WindowAsync(Stream, window => window.CapturedAt > freed, Patience);
            var recovery = watch.Elapsed;
            if (recovery > Bound * Bars.Now.Patience)
                problems.Add("too late");
            new FaultOutcome("the disk is full, and has room again", "12 s", recovery, told.Split(". ")[0], null, null, problems).Judge();
        }
        finally
        {
            Limits.Run("umount", "-l", Results);
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_stays_with_its_stream()
    {
        Directory.CreateDirectory(Results);
        await File.WriteAllTextAsync(Path.Combine(Results, Stream), "in the way");
        using var analyzer = RunningAnalyzer.Start("windowing.step = 2s", _folder);
        await analyzer.AddAsync(Stream, _camera.Uri);
        await analyzer.AddAsync("other", _camera.Uri);
        await Waiting.UntilAsync(async () => (await analyzer.ToldAsync(Stream))!.FailingSinks.Count > 0, Patience, "a failing sink in the API");
        var told = (await analyzer.ToldAsync(Stream))!.FailingSinks[0];
        var others = await analyzer.WindowAsync("other", window => window.Window > 5, Patience);
        List<string> problems = [];
        if (analyzer.Windows("other").Count != others.Window + 1)
            problems.Add("the other stream lost results");
        File.Delete(Path.Combine(Results, Stream));
        var watch = Stopwatch.StartNew();
        await analyzer.WindowAsync(Stream, _ => true, Patience);
        if (watch.Elapsed > Bound * Bars.Now.Patience)
            problems.Add("too late");
        new FaultOutcome("a stream's folder cannot be written", "12 s", watch.Elapsed, told.Split(". ")[0], 1, null, problems).Judge();
    }

    [Fact]
    public async Task A_killed_program_leaves_what_it_wrote_and_the_next_one_adds_to_it()
    {
        const string Sinks = "wav.enabled = true, overlay.enabled = true";
        var file = Path.Combine(Results, Stream, "analysis.jsonl");
        (await StartAsync(Sinks)).Kill();
        await using (var cut = new FileStream(file, FileMode.Open))
            cut.SetLength(cut.Length - 40);                             // as a machine leaves it that loses its power
        var first = await File.ReadAllTextAsync(file);
        var recorded = Directory.GetFiles(Path.Combine(Results, Stream), "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".jsonl", StringComparison.Ordinal)).ToDictionary(path => path, Sum);
        using var next = await StartAsync(Sinks);
        using var second = DeepavProcess.Start("run", "--config", Path.Combine(_folder, "settings.conf"));
        List<string> problems = [];
        if (await second.WaitForExitAsync(Patience) != 1 || !second.Output.Contains(Results, StringComparison.Ordinal))
            problems.Add($"a second one on the folder was not refused in words: {second.Output}");
        next.Kill();
        var text = await File.ReadAllTextAsync(file);
        if (!text.StartsWith(first, StringComparison.Ordinal) || text[first.Length] != '\n')
            problems.Add("the cut line was not closed before the first append");
        var lines = text[(first.Length + 1)..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Concat(first.Split('\n')[..^1]).Select(WindowLine.Of).ToList();
        if (lines.DistinctBy(line => (line.Run, line.Window)).Count() != lines.Count)
            problems.Add("two windows have one number");
        if (recorded.Any(old => Sum(old.Key) != old.Value))
            problems.Add("a file of the first run was written over");
        new FaultOutcome("the program is killed and started again", "-", null, $"{recorded.Count} files and {lines.Count} lines kept, the cut line closed, a second instance refused", null, null, problems).Judge();
    }

    private async Task<RunningAnalyzer> StartAsync(string sinks)
    {
        var analyzer = RunningAnalyzer.Start($"windowing.step = 2s\nsinks {{ {sinks} }}", _folder);
        await analyzer.AddAsync(Stream, _camera.Uri);
        await Waiting.UntilAsync(async () => (await analyzer.ToldAsync(Stream))!.Analysed > 2, Patience, "three windows");
        return analyzer;
    }

    private static string Sum(string path) => File.Exists(path) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))) : "gone";

    private static void Fill(string path)
    {
        var block = new byte[64 * 1024];
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var length = block.Length; length > 0;)
        {
            try
            {
                file.Write(block, 0, length);
            }
            catch (IOException)
            {
                length /= 2;
            }
        }
    }
}
