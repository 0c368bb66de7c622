using DeepAvFusion.Model.Features;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Separated waveforms from a mixture and mask logits.</summary>
internal static class MaskingFamily
{
    private const int IdentityStride = 37;
    private static readonly int[] SpectrumFrames = [0, 1, 96, 192];

    public static void Run(GoldenSession session)
    {
        var mixture = session.Case.Input("waveform").Floats!;
        var shares = session.Case.Input("mask_logits").Floats!;
        SpectrogramMasking.Sigmoid(shares);
        var separated = new float[mixture.Length];
        SpectrogramMasking.Separate(mixture, shares, separated);
        session.Expect("separated", tensor(separated, [1, separated.Length]));

        var frames = AudioFormat.Frames + 1;
        var (real, imaginary) = (new float[AudioFormat.Bins * frames], new float[AudioFormat.Bins * frames]);
        SpectrogramMasking.Spectrum(mixture, real, imaginary);
        session.Expect("stft_real", Pick(real, frames));
        session.Expect("stft_imag", Pick(imaginary, frames));
        session.Expect("identity", Inverse(real, imaginary, frames, mixture.Length));
    }

    private static Tensor Pick(float[] spectrum, int frames) =>
        tensor(spectrum, [AudioFormat.Bins, frames]).index_select(1, tensor(SpectrumFrames.Select(frame => (long)frame).ToArray()));

    /// <summary>The unmasked spectrum turned back into samples.</summary>
    private static Tensor Inverse(float[] real, float[] imaginary, int frames, int length)
    {
        var spectrum = complex(tensor(real, [AudioFormat.Bins, frames]), tensor(imaginary, [AudioFormat.Bins, frames]));
        var window = tensor(LogMelSpectrogram.Window.ToArray());
        var samples = istft(spectrum, AudioFormat.FourierSize, AudioFormat.Hop, AudioFormat.FourierSize, window, length: length);
        return samples[TensorIndex.Slice(0, null, IdentityStride)].unsqueeze(0);
    }
}
