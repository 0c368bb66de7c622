using DeepAvFusion.Model.Features;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Waveform to log-mel spectrogram.</summary>
internal static class LogMelFamily
{
    private const int ShownStride = 16;

    public static void Run(GoldenSession session)
    {
        var samples = session.Case.Input("waveform").Floats!;
        var window = new float[AudioFormat.WindowSamples];
        Waveforms.Extend(samples, window);
        var spectrogram = new float[AudioFormat.MelBands * AudioFormat.Frames];
        LogMelSpectrogram.Compute(window, spectrogram);
        session.Expect("logmel", tensor(spectrogram, [1, AudioFormat.MelBands, AudioFormat.Frames]));
        session.Expect($"padded_every_{ShownStride}", tensor(window)[TensorIndex.Slice(0, null, ShownStride)].unsqueeze(0));
    }
}
