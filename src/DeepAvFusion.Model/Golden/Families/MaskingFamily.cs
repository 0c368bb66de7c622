using DeepAvFusion.Model.Features;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Separated waveforms from a mixture and mask logits.</summary>
internal static class MaskingFamily
{
    public static void Run(GoldenSession session)
    {
        var mixture = session.Case.Input("waveform").Floats!;
        var masks = session.Case.Input("mask_logits");
        var shares = masks.Floats!;
        SpectrogramMasking.Sigmoid(shares);
        var separated = new float[mixture.Length];
        SpectrogramMasking.Separate(mixture, shares, (int)masks.Shape[^2], separated);
        session.Expect("separated", tensor(separated, [1, separated.Length]));

        var count = LogMelSpectrogram.Frames(mixture.Length) + 1;
        var (real, imaginary) = (new float[AudioFormat.Bins * count], new float[AudioFormat.Bins * count]);
        SpectrogramMasking.Spectrum(mixture, real, imaginary);
        var all = session.Case.Expected;
        ExpectFrames("stft_real", real);
        ExpectFrames("stft_imag", imaginary);
        if (all.TryGetValue("identity", out var identity)) session.Expect("identity", Inverse(real, imaginary, count, mixture.Length, identity.EverySample));

        void ExpectFrames(string name, float[] spectrum)
        {
            if (!all.TryGetValue(name, out var expected)) return;
            // the imaginary part may say "same frames"
            if ((expected.Frames ?? all.GetValueOrDefault("stft_real")?.Frames) is { } frames) session.Expect(name, Pick(spectrum, frames, count));
            else session.Add(GoldenResult.Fail(session.Case.Name, name, "the case does not say which frames are recorded"));
        }
    }

    private static Tensor Pick(float[] spectrum, IReadOnlyList<long> frames, int count) => tensor(spectrum, [AudioFormat.Bins, count]).index_select(1, tensor(frames.ToArray()));

    /// <summary>The unmasked spectrum turned back into samples.</summary>
    private static Tensor Inverse(float[] real, float[] imaginary, int frames, int length, int stride)
    {
        var spectrum = complex(tensor(real, [AudioFormat.Bins, frames]), tensor(imaginary, [AudioFormat.Bins, frames]));
        var window = tensor(LogMelSpectrogram.Window.ToArray());
        var samples = istft(spectrum, AudioFormat.FourierSize, AudioFormat.Hop, AudioFormat.FourierSize, window, length: length);
        return samples[TensorIndex.Slice(0, null, stride)].unsqueeze(0);
    }
}
