using System.Diagnostics;

namespace DeepAvFusion.Fuzz.Running;

/// <summary>Gives inputs to a target and holds it to its promises: taken, or refused by its own kind of exception with a clear line; soon; with little memory.</summary>
public sealed class FuzzRun(FuzzTarget target, int seed)
{
    private const int MostFound = 20;
    private const int LongestLine = 4096;

    // no input has more than 16 KiB; readers that keep large buffers have them once and not per input
    private const long MostBytes = 96L << 20;

    // wall time of a machine under load; what is measured is microseconds
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private byte[] _now = [];
    private long _began;

    /// <summary>What was found wrong, a line each; the inputs lie in the folder `found`.</summary>
    public List<string> Found { get; } = [];

    public long Taken { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Longest time of an input.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>Most bytes that an input made the target set aside on its thread.</summary>
    public long Largest { get; private set; }

    /// <summary>The inputs of the corpus as they are.</summary>
    public void Corpus()
    {
        foreach (var (file, bytes) in target.Corpus) Try(file, bytes);
    }

    /// <summary>So many inputs beside those of the corpus.</summary>
    public void Inputs(int count)
    {
        using var watch = new Timer(_ => Hang(), null, Longest, Longest);
        for (var number = 0; number < count && Found.Count < MostFound; number++) Try($"seed {seed} input {number}", Input(number));
    }

    /// <summary>The input of a number.</summary>
    private byte[] Input(int number)
    {
        var mutation = new Mutation(new Random(HashOf(number)), target);
        return target.Mutate(mutation, mutation.Seed());
    }

    /// <summary>Not HashCode, whose values differ from start to start.</summary>
    private int HashOf(int number) => target.Name.Aggregate(unchecked((seed * 31) + (number * 16777619)), (hash, letter) => unchecked((hash * 31) + letter));

    private void Try(string name, byte[] input)
    {
        (_now, _began) = (input, Stopwatch.GetTimestamp());
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var refusal = target.Read(input);
            if (refusal is null) Taken++;
            else if (refusal.Length is 0 or > LongestLine || refusal.Any(letter => char.IsControl(letter) && letter != '\n')) Report(name, input, $"refused by no clear line: {Shown(refusal)}");
            else Refused++;
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            Report(name, input, $"{trouble.GetType().Name}: {Shown(trouble.Message)} {trouble.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("DeepAvFusion", StringComparison.Ordinal))?.Trim()}");
        }

        var (spent, time) = (GC.GetAllocatedBytesForCurrentThread() - before, Stopwatch.GetElapsedTime(_began));
        if (spent > MostBytes || time > Longest) Report(name, input, $"took {spent:N0} bytes and {time.TotalSeconds:0.0} s");
        (Largest, Slowest) = (Math.Max(Largest, spent), time > Slowest ? time : Slowest);
    }

    /// <summary>An input that never ends cannot be taken back: it is kept and the process ends.</summary>
    private void Hang()
    {
        if (_began == 0 || Stopwatch.GetElapsedTime(_began) < Longest * 3) return;
        Save(_now);
        Environment.FailFast($"{target.Name} hangs; the input is {Path(_now)}");
    }

    private void Report(string name, byte[] input, string trouble)
    {
        Save(input);
        Found.Add($"{target.Name}, {name} ({Path(input)}): {trouble}");
    }

    private void Save(byte[] input)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(input))!);
        File.WriteAllBytes(Path(input), input);
    }

    private string Path(byte[] input) => System.IO.Path.Combine(AppContext.BaseDirectory, "found", target.Name, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..12]);

    private static string Shown(string text) => string.Concat(text.Take(200).Select(letter => char.IsControl(letter) ? '?' : letter));
}
