namespace DeepAvFusion.Monitoring.Loudness;

/// <summary>Loudness over any length of time in bounded memory: blocks by their loudness, in steps of 0.01 LU, with the energy of each step kept whole.</summary>
internal sealed class GatedLoudness
{
    private const double Floor = -70;
    private const double Top = 10;
    private const int PerUnit = 100;

    private readonly double[] _energy = new double[(int)(Top - Floor) * PerUnit];
    private readonly long[] _count = new long[(int)(Top - Floor) * PerUnit];

    /// <summary>A block counts unless it lies under the absolute gate.</summary>
    public void Add(double energy)
    {
        var loudness = LoudnessMeter.Units(energy);
        if (!(loudness > Floor))
            return;
        var step = Math.Min(_count.Length - 1, (int)((loudness - Floor) * PerUnit));
        _count[step]++;
        _energy[step] += energy;
    }

    /// <summary>Mean loudness of what lies above the relative gate, LUFS; null where nothing does.</summary>
    /// <param name="gate">The gate under the mean of all, in LU: -10 for the integrated loudness.</param>
    public double? Mean(double gate)
    {
        var first = Gate(gate);
        return Sum(first) is ( > 0 and var count, var energy) ? LoudnessMeter.Units(energy / count) : null;
    }

    /// <summary>Distance of the 10th and the 95th percentile of what lies above the gate of -20 LU; null where nothing does.</summary>
    public double? Range()
    {
        var first = Gate(-20);
        var (count, _) = Sum(first);
        return count == 0 ? null : Percentile(first, count, 0.95) - Percentile(first, count, 0.10);
    }

    private int Gate(double gate)
    {
        var (count, energy) = Sum(0);
        return count == 0 ? 0 : Math.Clamp((int)Math.Ceiling((LoudnessMeter.Units(energy / count) + gate - Floor) * PerUnit), 0, _count.Length);
    }

    private (long Count, double Energy) Sum(int first)
    {
        var (count, energy) = (0L, 0.0);
        for (var step = first; step < _count.Length; step++)
        {
            count += _count[step];
            energy += _energy[step];
        }
        return (count, energy);
    }

    private double Percentile(int first, long count, double share)
    {
        var left = (long)Math.Round((count - 1) * share) + 1;
        for (var step = first; step < _count.Length; step++)
        {
            left -= _count[step];
            if (left <= 0)
                return Floor + ((step + 0.5) / PerUnit);
        }
        return Top;
    }
}
