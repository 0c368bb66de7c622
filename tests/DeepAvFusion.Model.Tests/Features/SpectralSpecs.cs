using DeepAvFusion.Model.Features;

namespace DeepAvFusion.Model.Tests.Features;

public sealed class SpectralSpecs
{
    private const int MaskSize = AudioFormat.MelBands * AudioFormat.Frames;

    [Fact]
    public void Log_mel_agrees_with_the_definition_in_double_precision()
    {
        var samples = Noise(3, 0.4f);
        var logMel = new float[MaskSize];
        LogMelSpectrogram.Compute(samples, logMel);
        foreach (var frame in new[] { 0, 1, 7, 8, 95, 190, 191 })
        {
            var power = Power(samples, frame);
            for (var band = 0; band < AudioFormat.MelBands; band++)
            {
                var sum = 1e-7;
                for (var bin = 0; bin < AudioFormat.Bins; bin++)
                    sum += power[bin] * MelFilterbank.Published.Weights[bin * AudioFormat.MelBands + band];
                Assert.Equal(Math.Log10(sum), logMel[band * AudioFormat.Frames + frame], 5e-5);
            }
        }
    }

    [Fact]
    public void Silence_is_the_floor_everywhere()
    {
        var logMel = new float[MaskSize];
        LogMelSpectrogram.Compute(new float[AudioFormat.WindowSamples], logMel);
        Assert.All(logMel, value => Assert.Equal(-7f, value, 1e-6f));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(126)]
    public void Other_numbers_of_bands_cover_the_same_sound(int bands)
    {
        var samples = Noise(8, 0.3f);
        var published = LogMelSpectrogram.Of(samples);
        var other = LogMelSpectrogram.Of(samples, bands);

        Assert.Equal(bands * AudioFormat.Frames, other.Length);
        Assert.All(MelFilterbank.Of(bands).Bands, band => Assert.True(band.Count > 0));
        Assert.Equal(1, Power(other) / Power(published), 0.05);
        var half = new float[samples.Length];
        SpectrogramMasking.Separate(samples, Enumerable.Repeat(0.5f, other.Length).ToArray(), bands, half);
        Assert.InRange(half.Sum(sample => sample * sample) / samples.Sum(sample => sample * sample), 0.22, 0.26);

        static double Power(float[] logMel) => logMel.Sum(level => Math.Pow(10, level));
    }

    [Fact]
    public void Many_masks_at_once_give_what_each_gives_alone()
    {
        var mixture = Noise(4, 0.3f);
        var random = new Random(5);
        float[] masks = [.. Enumerable.Range(0, 3 * MaskSize).Select(_ => random.NextSingle())];
        var together = new float[3 * mixture.Length];
        var alone = new float[mixture.Length];
        SpectrogramMasking.Separate(mixture, masks, together);
        for (var mask = 0; mask < 3; mask++)
        {
            SpectrogramMasking.Separate(mixture, masks.AsSpan(mask * MaskSize, MaskSize), alone);
            Assert.Equal(alone, together[(mask * mixture.Length)..((mask + 1) * mixture.Length)]);
        }
    }

    [Fact]
    public void Parts_and_residual_add_up_to_the_mixture()
    {
        var mixture = Noise(6, 0.3f);
        var masks = new float[2 * MaskSize];
        Array.Fill(masks, 0.25f);
        var parts = new float[2 * mixture.Length];
        var residual = new float[mixture.Length];
        SpectrogramMasking.Separate(mixture, masks, parts);
        Waveforms.Subtract(mixture, parts, residual);
        for (var index = 0; index < mixture.Length; index++)
            Assert.Equal(mixture[index], parts[index] + parts[mixture.Length + index] + residual[index], 1e-6f);
        Assert.InRange(residual.Sum(sample => sample * sample) / mixture.Sum(sample => sample * sample), 0.2, 0.3);
    }

    [Fact]
    public void A_window_costs_no_allocation_once_warm()
    {
        var mixture = Noise(7, 0.3f);
        var logMel = new float[MaskSize];
        var masks = new float[2 * MaskSize];
        var parts = new float[2 * mixture.Length];
        var rgb = new byte[455 * 256 * 3];
        var transform = new ImageTransform(224);
        var image = new float[transform.Length];
        for (var warm = 0; warm < 3; warm++)
            Window();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < 5; run++)
            Window();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);

        void Window()
        {
            LogMelSpectrogram.Compute(mixture, logMel);
            SpectrogramMasking.Separate(mixture, masks, parts);
            transform.Stretch(rgb, 455, 256, image);
            transform.Crop(rgb, 455, 256, new(10, 20, 100, 90), false, image);
        }
    }

    [Fact]
    public async Task Several_threads_do_not_disturb_each_other()
    {
        var inputs = Enumerable.Range(0, 8).Select(seed => Noise(seed, 0.3f)).ToArray();
        var alone = inputs.Select(LogMel).ToArray();
        var together = await Task.WhenAll(inputs.Select(input => Task.Run(() => LogMel(input))));
        Assert.Equal(alone, together);

        static float[] LogMel(float[] samples)
        {
            var logMel = new float[MaskSize];
            LogMelSpectrogram.Compute(samples, logMel);
            return logMel;
        }
    }

    [Fact]
    public void Wrong_lengths_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => LogMelSpectrogram.Compute(new float[300], new float[128]));
        Assert.Contains("300 samples are too few", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => SpectrogramMasking.Separate(new float[48001], new float[MaskSize], new float[48001]));
        Assert.Contains("a multiple of 250", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Waveforms.Extend([], new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(0, 16000));
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(11025)]
    [InlineData(96000)]
    [InlineData(44099)]
    public void Any_rate_keeps_a_tone_at_its_pitch_and_level(int rate)
    {
        float[] tone = [.. Enumerable.Range(0, rate).Select(index => MathF.Sin(2 * MathF.PI * 440 * (index / (float)rate)))];
        var resampler = new Resampler(rate, 16000);
        var output = new float[resampler.OutputLength(tone.Length)];
        resampler.Resample(tone, output);
        Assert.Equal(16000, output.Length);
        for (var index = 1000; index < 15000; index++)
            Assert.Equal(Math.Sin(2 * Math.PI * 440 * index / 16000.0), output[index], 0.01);
    }

    private static float[] Noise(int seed, float level)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, AudioFormat.WindowSamples).Select(index => level * (random.NextSingle() - 0.5f + 0.5f * MathF.Sin(index * 0.1f)))];
    }

    /// <summary>Squared magnitudes of one frame by the plain sum.</summary>
    private static double[] Power(float[] samples, int frame)
    {
        var windowed = new double[AudioFormat.FourierSize];
        for (var index = 0; index < windowed.Length; index++)
        {
            var place = frame * AudioFormat.Hop + index - windowed.Length / 2;
            place = place < 0 ? -place : place >= samples.Length ? 2 * samples.Length - 2 - place : place;
            windowed[index] = samples[place] * (0.5 - 0.5 * Math.Cos(2 * Math.PI * index / windowed.Length));
        }

        return [.. Enumerable.Range(0, AudioFormat.Bins).Select(bin =>
        {
            double real = 0, imaginary = 0;
            for (var index = 0; index < windowed.Length; index++)
            {
                var angle = 2 * Math.PI * (bin * index % windowed.Length) / windowed.Length;
                real += windowed[index] * Math.Cos(angle);
                imaginary -= windowed[index] * Math.Sin(angle);
            }

            return real * real + imaginary * imaginary;
        })];
    }
}
