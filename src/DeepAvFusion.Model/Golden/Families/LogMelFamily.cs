using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Model.Features;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Waveform to log-mel spectrogram.</summary>
internal static class LogMelFamily
{
    private const string Extended = "padded_every_";

    public static void Run(GoldenSession session)
    {
        var samples = session.Case.Input("waveform").Floats!;
        var window = new float[(int)(session.Case.Config.GetProperty("seconds").GetDouble() * AudioClock.Rate)];
        Waveforms.Extend(samples, window);
        var bands = GoldenConfig.Number(session.Case.Config, "n_mels");
        session.Expect("logmel", tensor(LogMelSpectrogram.Of(window, bands), [1, bands, LogMelSpectrogram.Frames(window.Length)]));
        session.ExpectAll(Extended, stride => tensor(window)[TensorIndex.Slice(0, null, int.Parse(stride, CultureInfo.InvariantCulture))].unsqueeze(0));
    }
}
