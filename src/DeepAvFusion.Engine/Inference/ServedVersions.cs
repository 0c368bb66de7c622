using DeepAvFusion.Core;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Engine.Inference;

/// <summary>Which taught weights each stream is analysed with: set by the trainer, looked at by the device before every pass. Thread-safe.</summary>
public sealed class ServedVersions
{
    private readonly Lock _lock = new();
    private volatile Assignment _now = new(null, null, null, []);

    /// <summary>Told when weights had to be taken out of use: which, and why.</summary>
    internal Action<TaughtWeights, string>? Withdrawn { get; set; }

    /// <summary>What most streams are analysed with; null for the weights that the model came with.</summary>
    public TaughtWeights? All => _now.All;

    internal TaughtWeights? Of(StreamId stream)
    {
        var now = _now;
        return now.Canary is not null && now.Streams.Contains(stream) ? now.Canary : now.All;
    }

    /// <summary>Everything is analysed with these from the next pass on.</summary>
    /// <param name="before">What is gone back to where they fail.</param>
    internal void Serve(TaughtWeights? weights, TaughtWeights? before)
    {
        lock (_lock)
            _now = new Assignment(weights, before, null, []);
    }

    /// <summary>Some streams try others, from the next pass on.</summary>
    internal void Try(TaughtWeights canary, IEnumerable<StreamId> streams)
    {
        lock (_lock)
            _now = _now with { Canary = canary, Streams = streams.ToHashSet() };
    }

    /// <summary>Takes weights that failed out of use.</summary>
    /// <returns>What is to be used in their place.</returns>
    internal TaughtWeights? Withdraw(TaughtWeights weights, string why)
    {
        TaughtWeights? instead;
        lock (_lock)
        {
            if (_now.Canary == weights)
                _now = _now with { Canary = null };
            if (_now.All == weights)
                _now = _now with { All = _now.Before == weights ? null : _now.Before, Before = null };
            instead = _now.All;
        }
        Withdrawn?.Invoke(weights, why);
        return instead;
    }

    private sealed record Assignment(TaughtWeights? All, TaughtWeights? Before, TaughtWeights? Canary, HashSet<StreamId> Streams);
}
