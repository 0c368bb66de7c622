namespace DeepAvFusion.Monitoring.Loudness;

/// <summary>The frequency weighting of loudness for one channel: a shelf for the head and a high pass, at any rate. Keeps state between calls.</summary>
/// <remarks>Source: ITU-R BS.1770-5, Annex 1, whose digital filters at 48 kHz are taken back to their analogue prototypes.</remarks>
internal sealed class KWeighting
{
    private readonly Biquad _shelf;
    private readonly Biquad _highPass;

    /// <param name="rate">Samples a second.</param>
    public KWeighting(int rate)
    {
        const double gain = 3.999843853973347;
        const double shelfQ = 0.7071752369554196;
        const double passQ = 0.5003270373238773;
        var k = Math.Tan(Math.PI * 1681.974450955533 / rate);
        var high = Math.Pow(10, gain / 20);
        var band = Math.Pow(high, 0.4996667741545416);
        var a0 = 1 + (k / shelfQ) + (k * k);
        _shelf = new Biquad(
            (high + (band * k / shelfQ) + (k * k)) / a0, 2 * ((k * k) - high) / a0, (high - (band * k / shelfQ) + (k * k)) / a0,
            2 * ((k * k) - 1) / a0, (1 - (k / shelfQ) + (k * k)) / a0);
        k = Math.Tan(Math.PI * 38.13547087602444 / rate);
        a0 = 1 + (k / passQ) + (k * k);
        _highPass = new Biquad(1, -2, 1, 2 * ((k * k) - 1) / a0, (1 - (k / passQ) + (k * k)) / a0);      // the numerator is not divided by a0
    }

    /// <summary>Sum of squares of what is weighted.</summary>
    public double Energy(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        var (shelf, pass) = (_shelf, _highPass);
        foreach (var sample in samples)
        {
            var weighted = pass.Next(shelf.Next(sample));
            sum += weighted * weighted;
        }
        _shelf.Settle();
        _highPass.Settle();
        return sum;
    }

    /// <summary>Direct form II, transposed.</summary>
    private sealed class Biquad(double b0, double b1, double b2, double a1, double a2)
    {
        private double _one;
        private double _two;

        public double Next(double x)
        {
            var y = (b0 * x) + _one;
            _one = (b1 * x) - (a1 * y) + _two;
            _two = (b2 * x) - (a2 * y);
            return y;
        }

        /// <summary>In digital silence what is left would fade into numbers that processors are slow with.</summary>
        public void Settle()
        {
            if (Math.Abs(_one) + Math.Abs(_two) < 1e-30)
                (_one, _two) = (0, 0);
        }
    }
}
