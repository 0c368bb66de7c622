using System.Globalization;
using System.Text.Json;
using DeepAvFusion.Model.Features;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Parts of the audio path: filterbank, window, extension, gain, resampling.</summary>
internal static class AudioPartsFamily
{
    public static void Run(GoldenSession session)
    {
        var config = session.Case.Config;
        foreach (var entry in config.GetProperty("mel").EnumerateArray()) ExpectMel(session, entry);
        foreach (var (index, entry) in config.GetProperty("pad").EnumerateArray().Index())
            session.Expect($"pad_out_{index}", Extend(session.Case.Input($"pad_in_{index}").Floats!, entry));
        foreach (var (index, gain) in config.GetProperty("gain_db").EnumerateArray().Index())
            session.Expect($"vol_out_{index}", Gain(session.Case.Input("vol_in").Floats!, gain.GetDouble()));
        foreach (var entry in config.GetProperty("resample").EnumerateArray())
        {
            var (from, to) = (GoldenConfig.Number(entry, "from"), GoldenConfig.Number(entry, "to"));
            var name = string.Create(CultureInfo.InvariantCulture, $"{from}_{to}");
            session.Expect($"resample_out_{name}", Resample(session.Case.Input($"resample_in_{name}").Floats!, from, to));
        }
    }

    private static void ExpectMel(GoldenSession session, JsonElement entry)
    {
        var (rate, size, bands) = (GoldenConfig.Number(entry, "sample_rate"), GoldenConfig.Number(entry, "n_fft"), GoldenConfig.Number(entry, "n_mels"));
        var bins = size / 2 + 1;
        session.Expect(
            string.Create(CultureInfo.InvariantCulture, $"mel_filterbank_{bins}x{bands}_{rate}"), tensor(MelFilterbank.Create(rate, size, bands), [bins, bands]));
        session.Expect(string.Create(CultureInfo.InvariantCulture, $"hann_{size}"), tensor(SpectralFrames.Hann(size)));
    }

    private static Tensor Extend(float[] samples, JsonElement entry)
    {
        var extended = new float[(int)(entry.GetProperty("dur").GetDouble() * GoldenConfig.Number(entry, "rate"))];
        Waveforms.Extend(samples, extended);
        return tensor(extended, [1, extended.Length]);
    }

    private static Tensor Gain(float[] samples, double decibels)
    {
        Waveforms.ApplyGain(samples, decibels);
        return tensor(samples, [1, samples.Length]);
    }

    private static Tensor Resample(float[] samples, int from, int to)
    {
        var resampler = new Resampler(from, to);
        var output = new float[resampler.OutputLength(samples.Length)];
        resampler.Resample(samples, output);
        return tensor(output, [1, output.Length]);
    }
}
