namespace DeepAvFusion.Scenes.Tests.Kinds;

/// <summary>What a sound is like, in a few numbers: mean level and unrest of twelve bands a third of an octave to an octave wide.</summary>
internal static class SpectralPrint
{
    private static readonly double[] Centres = [60, 120, 200, 320, 480, 700, 1000, 1500, 2200, 3200, 4600, 6500];

    public static double[] Of(float[] samples)
    {
        var print = new double[Centres.Length * 2];
        for (var band = 0; band < Centres.Length; band++)
        {
            var levels = Levels(samples, Centres[band]);
            var mean = levels.Average();
            print[2 * band] = mean;
            print[(2 * band) + 1] = Math.Sqrt(levels.Average(l => (l - mean) * (l - mean)));
        }

        return print;
    }

    public static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();

    /// <summary>Level of one band in dB, every 20 ms.</summary>
    private static List<double> Levels(float[] samples, double centre)
    {
        var w = Math.Tau * centre / 16000;
        var alpha = Math.Sin(w) / 4;
        var (a1, a2, b0) = (-2 * Math.Cos(w) / (1 + alpha), (1 - alpha) / (1 + alpha), alpha / (1 + alpha));
        double x1 = 0, x2 = 0, y1 = 0, y2 = 0, energy = 0;
        var levels = new List<double>();
        for (var i = 0; i < samples.Length; i++)
        {
            var y = (b0 * (samples[i] - x2)) - (a1 * y1) - (a2 * y2);
            (x2, x1, y2, y1) = (x1, samples[i], y1, y);
            energy += y * y;
            if (i % 320 != 319) continue;
            levels.Add(10 * Math.Log10((energy / 320) + 1e-7));
            energy = 0;
        }

        return levels;
    }
}
