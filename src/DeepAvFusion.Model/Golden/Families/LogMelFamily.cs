using DeepAvFusion.Core;
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
        var window = new float[(int)(session.Case.Config.GetProperty("seconds").GetDouble() * AudioClock.Rate)];
        Waveforms.Extend(samples, window);
        session.Expect("logmel", tensor(LogMelSpectrogram.Of(window), [1, AudioFormat.MelBands, LogMelSpectrogram.Frames(window.Length)]));
        session.Expect($"padded_every_{ShownStride}", tensor(window)[TensorIndex.Slice(0, null, ShownStride)].unsqueeze(0));
    }
}
