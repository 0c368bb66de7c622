using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Training.Metrics.Separation;

namespace DeepAvFusion.Training.Live;

/// <summary>How well each thing is heard alone by who clicks on it: by the track of the region that lies on it most.</summary>
internal sealed class SoundTally
{
    /// <summary>A thing counts when it is heard and seen for so many seconds.</summary>
    private const double LeastHeard = 3;

    private const double Worst = 30;

    private const int TenthSamples = AudioClock.Rate / LiveTruth.PerSecond;

    private readonly List<(JudgedObject One, double Best)> _objects = [];
    private double _leak, _mixtureThen, _residual, _rest, _mixture;

    /// <summary>Things that no region ever lay on.</summary>
    public int Missed { get; private set; }

    public int Objects => _objects.Count;

    /// <summary>Decibels above the mixture of all things; a missed one counts as the mixture itself.</summary>
    public IReadOnlyList<double> Gains(int? sounds = null) => [.. _objects.Where(one => sounds is null || one.One.Sounds == sounds).Select(one => one.One.Gain)];

    /// <summary>The same by whichever region's track is best.</summary>
    public IReadOnlyList<double> BestGains => [.. _objects.Select(one => one.Best)];

    /// <summary>Power that is left in the tracks of things while these are silent, in decibels of the mixture's.</summary>
    public double Leakage => Decibel(_leak, _mixtureThen);

    /// <summary>Power of the residual in decibels of the mixture's.</summary>
    public double Residual => Decibel(_residual, _mixture);

    /// <summary>The same of what is really no sound of a thing in the picture.</summary>
    public double TrueResidual => Decibel(_rest, _mixture);

    /// <param name="regions">The region of each thing, by its track's number; none where no region lay on it.</param>
    /// <returns>The things that were judged.</returns>
    public IReadOnlyList<JudgedObject> Add(LiveTruth truth, LiveAnswer answer, IReadOnlyDictionary<TrueThing, int> regions)
    {
        var sounding = truth.Things.Where(thing => thing.HeardAndSeen > 0).ToList();
        var judged = new List<JudgedObject>();
        foreach (var thing in sounding.Where(thing => thing.HeardAndSeen >= LeastHeard))
        {
            var mixture = SiSdr.Of(thing.Track, truth.Mixture);
            var all = answer.Tracks.Where(track => track.Key.Kind == TrackKind.Region).Select(track => Gain(thing, track.Value, mixture)).DefaultIfEmpty(0).Max();
            var own = regions.TryGetValue(thing, out var id) ? answer.Tracks.GetValueOrDefault(TrackId.OfRegion(id)) : null;
            if (own is null) Missed++;
            else Leak(truth, thing, own);
            judged.Add(new JudgedObject(thing.Number, thing.Label, own is null ? null : id, sounding.Count, own is null ? 0 : Gain(thing, own, mixture)));
            _objects.Add((judged[^1], all));
        }

        if (sounding.Count == 0) return judged;
        var rest = (float[])truth.Mixture.Clone();
        foreach (var thing in sounding)
            for (var i = 0; i < rest.Length; i++) rest[i] -= thing.Track[i];
        (_rest, _mixture) = (_rest + Power(rest), _mixture + Power(truth.Mixture));
        _residual += answer.Tracks.TryGetValue(TrackId.Residual, out var residual) ? Power(residual) : 0;
        return judged;
    }

    /// <summary>A track without anything of the thing is no better than silence: as bad as can be told.</summary>
    private static double Gain(TrueThing thing, float[] track, double mixture) => Math.Max(SiSdr.Of(thing.Track, track) - mixture, -Worst);

    private void Leak(LiveTruth truth, TrueThing thing, float[] track)
    {
        for (var tenth = 0; tenth < truth.Tenths; tenth++)
        {
            if (thing.Heard[tenth]) continue;
            _leak += Power(track.AsSpan(tenth * TenthSamples, TenthSamples));
            _mixtureThen += Power(truth.Mixture.AsSpan(tenth * TenthSamples, TenthSamples));
        }
    }

    private static double Power(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples) sum += (double)sample * sample;
        return sum;
    }

    private static double Decibel(double part, double whole) => whole > 0 ? 10 * Math.Log10(Math.Max(part, 1e-12) / whole) : double.NaN;
}

/// <summary>A thing whose own sound was judged.</summary>
/// <param name="Number">Its mark in the owner maps.</param>
/// <param name="Label">Its kind.</param>
/// <param name="Region">The region whose track is taken for its sound; null where no region lay on it.</param>
/// <param name="Sounds">Things of its clip that are seen and heard.</param>
/// <param name="Gain">Decibels of SI-SDR above the mixture.</param>
internal sealed record JudgedObject(byte Number, string Label, int? Region, int Sounds, double Gain)
{
    /// <summary>Number of its clip.</summary>
    public int Clip { get; init; }
}
