using DeepAvFusion.Model.Features;

namespace DeepAvFusion.Model.Tests.Features;

public sealed class AudioSpecs
{
    private static readonly GoldenCase Parts = GoldenCase.Open("08_audio_parts");

    [Fact]
    public void Filterbank_is_the_recorded_one() =>
        Parts.Check("mel_filterbank_401x128_16000", MelFilterbank.Published.Weights);

    [Fact]
    public void Window_is_the_recorded_one() => Parts.Check("hann_800", LogMelSpectrogram.Window);

    [Theory]
    [InlineData(0, 300)]
    [InlineData(1, 300)]
    [InlineData(2, 150)]
    public void Extends_by_mirroring_what_is_there(int pad, int length)
    {
        var extended = new float[length];
        Waveforms.Extend(Parts.Input($"pad_in_{pad}"), extended);
        Parts.Check($"pad_out_{pad}", extended);
    }

    [Theory]
    [InlineData(0, -6.0)]
    [InlineData(1, 0.0)]
    [InlineData(2, 4.37)]
    public void Gain_multiplies_and_clips(int index, double decibels)
    {
        var samples = Parts.Input("vol_in");
        Waveforms.ApplyGain(samples, decibels);
        Parts.Check($"vol_out_{index}", samples);
    }

    [Fact]
    public void Random_volume_stays_within_six_decibels()
    {
        var random = new Random(1);
        var decibels = Enumerable.Range(0, 500).Select(_ =>
        {
            float[] samples = [0.25f];
            RandomVolume.Apply(samples, random);
            return 20 * Math.Log10(samples[0] / 0.25);
        }).ToArray();

        Assert.InRange(decibels.Min(), -6, -5.9);
        Assert.InRange(decibels.Max(), 5.9, 6);
        Assert.InRange(decibels.Average(), -0.5, 0.5);
    }

    [Theory]
    [InlineData(44100)]
    [InlineData(48000)]
    public void Resamples_as_recorded(int rate)
    {
        var input = Parts.Input($"resample_in_{rate}_16000");
        var resampler = new Resampler(rate, 16000);
        var output = new float[resampler.OutputLength(input.Length)];
        resampler.Resample(input, output);
        Parts.Check($"resample_out_{rate}_16000", output);
    }

    [GoldenFact("08_audio_logmel_demo1")]
    public void Log_mel_of_a_real_recording() => CheckLogMel("08_audio_logmel_demo1");

    [GoldenFact("08_audio_logmel_demo2_short")]
    public void Log_mel_of_a_short_recording() => CheckLogMel("08_audio_logmel_demo2_short");

    [GoldenFact("08_audio_logmel_quiet")]
    public void Log_mel_of_a_quiet_recording() => CheckLogMel("08_audio_logmel_quiet");

    [Fact]
    public void Separates_by_a_mask_as_recorded()
    {
        var golden = GoldenCase.Open("06_spectrogram_masking_a");
        var mixture = golden.Input("waveform");
        var mask = golden.Input("mask_logits");
        SpectrogramMasking.Sigmoid(mask);
        var separated = new float[mixture.Length];
        SpectrogramMasking.Separate(mixture, mask, separated);
        golden.Check("separated", separated);
    }

    [Fact]
    public void Spectrum_and_back_is_the_recorded_round_trip()
    {
        var golden = GoldenCase.Open("06_spectrogram_masking_a");
        var samples = golden.Input("waveform");
        var back = new float[samples.Length];
        SpectrogramMasking.RoundTrip(samples, back);
        golden.Check("identity", [.. back.Where((_, index) => index % 37 == 0)]);
    }

    [Fact]
    public void Spectrum_of_a_mixture_is_the_recorded_one()
    {
        var golden = GoldenCase.Open("06_spectrogram_masking_a");
        const int frames = AudioFormat.Frames + 1;
        var real = new float[AudioFormat.Bins * frames];
        var imaginary = new float[AudioFormat.Bins * frames];
        SpectrogramMasking.Spectrum(golden.Input("waveform"), real, imaginary);
        golden.Check("stft_real", Pick(real));
        golden.Check("stft_imag", Pick(imaginary));

        static float[] Pick(float[] all) =>
            [.. Enumerable.Range(0, AudioFormat.Bins).SelectMany(bin => new[] { 0, 1, 96, 192 }, (bin, frame) => all[bin * frames + frame])];
    }

    private static void CheckLogMel(string name)
    {
        var golden = GoldenCase.Open(name);
        var samples = new float[AudioFormat.WindowSamples];
        Waveforms.Extend(golden.Input("waveform"), samples);
        var logMel = new float[AudioFormat.MelBands * AudioFormat.Frames];
        LogMelSpectrogram.Compute(samples, logMel);
        golden.Check("logmel", logMel);
    }
}
