using System.Diagnostics;
using System.Globalization;
using DeepAvFusion.Fuzz.Running;
using DeepAvFusion.Fuzz.Targets;

namespace DeepAvFusion.Fuzz;

/// <summary>Every reader of what others wrote, with its corpus and with inputs beside it: a thousand each, or as many as DAVF_FUZZ_COUNT says (`make fuzz COUNT=1000000`).</summary>
public sealed class FuzzSpecs
{
    private const int Usual = 1000;
    private const int UsualSeed = 1;

    public static TheoryData<string> Names { get; } = [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Inputs_are_taken_or_refused_by_a_clear_line(string name)
    {
        var (count, seed) = (Setting("DAVF_FUZZ_COUNT", Usual), Setting("DAVF_FUZZ_SEED", UsualSeed));
        using var target = FuzzTargets.All[name]();
        var run = new FuzzRun(target, seed);
        var began = Stopwatch.GetTimestamp();
        run.Corpus();
        run.Inputs(count);
        var line = string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {count:N0} | {seed} | {run.Taken:N0} | {run.Refused:N0} | {run.Found.Count} | {run.Slowest.TotalMilliseconds:0.0} | {run.Largest / 1e6:0.0} | {Stopwatch.GetElapsedTime(began).TotalSeconds:0} |");
        File.AppendAllLines(Path.Combine(AppContext.BaseDirectory, "fuzz.md"), [line]);
        Assert.True(run.Found.Count == 0, string.Join('\n', run.Found));
    }

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : usual;
}
