using System.Diagnostics;
using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Faults;
using DeepAvFusion.Faults.Operator;

namespace DeepAvFusion.Faults.Machine;

/// <summary>One running analyzer with all its files, a witness, and a victim for faults of the machine, one at a time.</summary>
public sealed class MachineTrials : IAsyncLifetime, IDisposable
{
    public const string Victim = "victim";

    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Footage _footage = new();
    private Camera _camera = null!;

    internal Witness Witness { get; private set; } = null!;

    internal RunningAnalyzer Analyzer => Witness.Analyzer;

    public async Task InitializeAsync()
    {
        Witness = await Witness.StartAsync(_footage, TimeSpan.FromSeconds(2), "sinks { wav.enabled = true, overlay.enabled = true }");
        _camera = new Camera(_footage.Usual);
        await Analyzer.AddAsync(Victim, _camera.Uri);
        await HealthyAsync();
    }

    public async Task DisposeAsync()
    {
        await Witness.DisposeAsync();
        await _camera.DisposeAsync();
    }

    public void Dispose() => _footage.Dispose();

    /// <summary>Waits for results of the victim that are written from now on.</summary>
    internal async Task<WindowLine> HealthyAsync()
    {
        var now = DateTimeOffset.UtcNow;
        return await Analyzer.WindowAsync(Victim, window => window.IsWhole && window.CapturedAt > now, Patience);
    }

    /// <summary>Processes that the analyzer started for the victim, found by what their arguments say.</summary>
    internal IReadOnlyList<int> Of(string text) => [.. ProcessFacts.FFmpegsOf(Analyzer.Id).Where(id => ProcessFacts.Arguments(id).Contains(text, StringComparison.Ordinal))];

    /// <summary>The victim's decoder: what starts when it is started anew.</summary>
    internal async Task<int> DecoderAsync()
    {
        await Analyzer.RemoveAsync(Victim);
        await Waiting.UntilAsync(() => _camera.Connections == 0, Patience, "the victim's end");
        var before = Decoders();
        await Analyzer.AddAsync(Victim, _camera.Uri);
        await HealthyAsync();
        return Assert.Single(Decoders().Except(before));
    }

    /// <summary>Breaks something, waits until it is told, heals it, and judges.</summary>
    /// <param name="told">True once the fault is told.</param>
    internal async Task TryAsync(string fault, TimeSpan bound, string losses, Func<Task> breaks, Func<Task<bool>> told, Func<Task> heals)
    {
        List<string> problems = [];
        TimeSpan? recovery = null;
        var began = DateTimeOffset.UtcNow;
        try
        {
            await breaks();
            await Waiting.UntilAsync(told, Patience, $"somebody to be told: {losses}");
            await heals();
            var watch = Stopwatch.StartNew();
            await HealthyAsync();
            recovery = watch.Elapsed;
            if (recovery > bound * Bars.Now.Patience)
                problems.Add("too late");
        }
        catch (TimeoutException e)
        {
            problems.Add(e.Message);
        }
        var ended = DateTimeOffset.UtcNow;
        var (share, here, beside) = await Witness.SawAsync(began, ended);
        if (share < Bars.Now.WitnessShare)
            problems.Add("the witness lost windows");
        if (here > beside * Bars.Now.AgeRatio && here - beside > Bars.Now.AgeSlack)
            problems.Add("the witness's results came late");
        new FaultOutcome(fault, FormattableString.Invariant($"{bound.TotalSeconds:0} s"), recovery, losses, share, here / beside, problems).Judge();
    }

    private List<int> Decoders() => [.. ProcessFacts.FFmpegsOf(Analyzer.Id).Where(id => ProcessFacts.Arguments(id).Contains("-f nut pipe:1", StringComparison.Ordinal))];
}
