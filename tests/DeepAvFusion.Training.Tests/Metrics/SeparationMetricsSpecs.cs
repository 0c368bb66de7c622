using DeepAvFusion.Training.Metrics.Separation;

namespace DeepAvFusion.Training.Tests.Metrics;

public sealed class SeparationMetricsSpecs
{
    private const int Samples = 16000;

    [Fact]
    public void The_true_sources_are_far_better_than_the_mixture()
    {
        var (a, b) = (Noise(1), Noise(2));
        var mixture = a.Zip(b, (x, y) => x + y).ToArray();

        var untouched = BssEval.Of([a, b], SeparationBaselines.Mixture(mixture, 2));
        var perfect = BssEval.Of([a, b], [a, b]);

        Assert.All(untouched, one => Assert.InRange(one.Sdr, -1, 1));
        Assert.All(perfect, one => Assert.True(one.Sdr > 100, $"{one.Sdr} dB"));
    }

    [Fact]
    public void A_filtered_source_loses_only_its_cut_tail()
    {
        var (a, b) = (Noise(3), Noise(4));
        var filtered = a.Select((x, i) => 0.5f * x - (i > 7 ? 0.3f * a[i - 8] : 0)).ToArray();

        Assert.True(BssEval.Of([a, b], [filtered, b])[0].Sdr > 25);
    }

    [Fact]
    public void Pure_tones_leave_no_unique_filter_and_still_give_a_ratio()
    {
        var (a, b) = (Tone(440), Tone(1000));
        var leaking = a.Zip(b, (x, y) => x + 0.1f * y).ToArray();

        Assert.InRange(BssEval.Of([a, b], [leaking, b])[0].Sdr, 15, 25);
    }

    [Fact]
    public void The_ideal_ratio_mask_separates_tones_from_each_other()
    {
        var (a, b) = (Tone(440), Tone(3000));
        var mixture = a.Zip(b, (x, y) => x + y).ToArray();

        var ideal = SeparationScores.Mean(BssEval.Of([a, b], SeparationBaselines.IdealRatio(mixture, [a, b])));
        var binary = SeparationScores.Mean(BssEval.Of([a, b], SeparationBaselines.IdealBinary(mixture, [a, b])));

        Assert.True(ideal.Sdr > 15 && binary.Sdr > 15, $"{ideal.Sdr} and {binary.Sdr} dB");
    }

    [Fact]
    public void A_silent_signal_is_refused()
    {
        var thrown = Assert.Throws<ArgumentException>(() => BssEval.Of([Noise(1), new float[Samples]], [Noise(1), Noise(2)]));

        Assert.Contains("silent", thrown.Message, StringComparison.Ordinal);
    }

    private static float[] Noise(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Samples).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static float[] Tone(double hertz) =>
        [.. Enumerable.Range(0, Samples).Select(i => 0.3f * (float)Math.Sin(2 * Math.PI * hertz * i / 16000))];
}
