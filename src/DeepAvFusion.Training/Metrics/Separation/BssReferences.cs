namespace DeepAvFusion.Training.Metrics.Separation;

/// <summary>True sources, prepared so that several estimates of them can be compared.</summary>
public sealed class BssReferences
{
    private const double LeastEnergy = 1e-5;
    private readonly SignalTransform _transform;
    private readonly DelayedSources[] _alone;
    private readonly DelayedSources _all;
    private readonly int _samples;

    /// <param name="references">[sources][samples]</param>
    /// <exception cref="ArgumentException">Lengths differ, or a source is silent: ratios have no meaning then.</exception>
    public BssReferences(IReadOnlyList<float[]> references)
    {
        if (references.Count == 0) throw new ArgumentException("There is no source to compare with.", nameof(references));
        _samples = references[0].Length;
        Check(references, nameof(references));
        _transform = new SignalTransform(_samples + BssEval.Taps - 1);
        var sources = references.Select(_transform.Forward).ToArray();
        _alone = [.. sources.Select(source => new DelayedSources(_transform, [source]))];
        _all = sources.Length == 1 ? _alone[0] : new DelayedSources(_transform, sources);
    }

    /// <summary>Whether ratios of these sounds have a meaning: none is all but silent.</summary>
    public static bool CanJudge(params IReadOnlyList<float[]> sounds) => sounds.All(sound => sound.Sum(sample => (double)sample * sample) >= LeastEnergy);

    /// <summary>Compares estimates, each with its own source.</summary>
    /// <param name="estimates">[sources][samples]</param>
    /// <exception cref="ArgumentException">Counts or lengths differ, or an estimate is silent.</exception>
    public SeparationScores[] Compare(IReadOnlyList<float[]> estimates)
    {
        if (estimates.Count != _alone.Length) throw new ArgumentException($"{estimates.Count} estimates do not go with {_alone.Length} sources.", nameof(estimates));
        Check(estimates, nameof(estimates));
        return [.. estimates.Select((estimate, source) => Compare(estimate, _alone[source]))];
    }

    private SeparationScores Compare(float[] estimate, DelayedSources source)
    {
        var padded = new double[_transform.Length];
        for (var i = 0; i < estimate.Length; i++) padded[i] = estimate[i];
        var spectrum = _transform.Forward(estimate);
        var own = source.Project(spectrum);
        var all = ReferenceEquals(source, _all) ? own : _all.Project(spectrum);
        return new SeparationScores(
            Decibels(Energy(own), Distance(padded, own)), Decibels(Energy(own), Distance(all, own)), Decibels(Energy(all), Distance(padded, all)));
    }

    private void Check(IReadOnlyList<float[]> signals, string name)
    {
        foreach (var signal in signals)
        {
            if (signal.Length != _samples || _samples == 0)
                throw new ArgumentException($"All signals need the same length: {signal.Length} and {_samples} samples were given.", name);
            if (Array.TrueForAll(signal, sample => sample == 0))
                throw new ArgumentException("A silent signal cannot be compared; leave such pairs out.", name);
        }
    }

    private static double Decibels(double part, double rest) => rest == 0 ? double.PositiveInfinity : 10 * Math.Log10(part / rest);

    private static double Energy(double[] signal) => signal.Sum(sample => sample * sample);

    private static double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
