using DeepAvFusion.Faults.Cameras;

namespace DeepAvFusion.Faults.Faults;

/// <summary>Faults of cameras in one running analyzer, some side by side.</summary>
public abstract class CameraTrials : IAsyncLifetime, IDisposable
{
    private readonly TimeSpan _step;
    private readonly IReadOnlyList<Fault> _faults;
    private readonly Bars _bars;
    private readonly SemaphoreSlim _places;
    private readonly Footage _footage = new();
    private readonly Dictionary<string, Task<FaultOutcome>> _trials = [];
    private Witness? _witness;

    private protected CameraTrials(IEnumerable<Fault> faults, Bars bars, TimeSpan step, int atOnce) =>
        (_faults, _bars, _step, _places) = ([.. faults], bars, step, new SemaphoreSlim(atOnce));

    public async Task InitializeAsync()
    {
        _witness = await Witness.StartAsync(_footage, _step);
        foreach (var fault in _faults)
            _trials[fault.Name] = TryAsync(fault, _witness);
    }

    internal Task<FaultOutcome> OutcomeAsync(string fault) => _trials[fault];

    public async Task DisposeAsync()
    {
        await ((Task)Task.WhenAll(_trials.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_witness is not null)
            await _witness.DisposeAsync();
    }

    public void Dispose()
    {
        _footage.Dispose();
        _places.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<FaultOutcome> TryAsync(Fault fault, Witness witness)
    {
        await _places.WaitAsync();
        try
        {
            return await new FaultTrial(fault, witness, _footage, _bars).RunAsync();
        }
        finally
        {
            _places.Release();
        }
    }
}

/// <summary>The selection that every test run takes, all at once.</summary>
public sealed class ShortCameraTrials() : CameraTrials(Fault.Short, Bars.Loaded, TimeSpan.FromSeconds(2), atOnce: 16);

/// <summary>All of them, or those whose name holds a text that somebody asks for.</summary>
public sealed class AllCameraTrials() : CameraTrials(Fault.All.Where(fault => fault.Name.Contains(Environment.GetEnvironmentVariable("DEEPAV_FAULTS_ONLY") ?? "", StringComparison.Ordinal)), Bars.Promised, TimeSpan.FromSeconds(1), atOnce: 3);
