namespace DeepAvFusion.Training.Recipes;

/// <summary>Draws from the symmetric beta distribution, by which samples are mixed.</summary>
internal static class BetaDraw
{
    /// <param name="alpha">Above 0; 1 is the uniform distribution, less prefers the ends, more the middle.</param>
    /// <returns>A share of 0 to 1.</returns>
    public static float Next(Random random, double alpha)
    {
        if (alpha == 1) return random.NextSingle();
        var (one, other) = (Gamma(random, alpha), Gamma(random, alpha));
        return one + other > 0 ? (float)(one / (one + other)) : random.Next(2);       // of a tiny alpha both may vanish
    }

    /// <remarks>Marsaglia and Tsang, A simple method for generating gamma variables, 2000.</remarks>
    private static double Gamma(Random random, double shape)
    {
        if (shape < 1) return Gamma(random, shape + 1) * Math.Pow(random.NextDouble(), 1 / shape);
        var d = shape - 1 / 3.0;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal(random);
            var v = Math.Pow(1 + c * x, 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < x * x / 2 + d - d * v + d * Math.Log(v)) return d * v;
        }
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
