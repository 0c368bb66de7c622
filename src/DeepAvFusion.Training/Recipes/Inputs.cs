using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Data;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Recipes;

/// <summary>The inputs of an encoder, out of a batch.</summary>
internal static class Inputs
{
    /// <returns>[B, 3, H, W]</returns>
    public static Tensor Image(AvBatch batch, EncoderConfig config, Device device) =>
        batch.Stack(sample => sample.Image, device, 3, config.Image.Input.Height, config.Image.Input.Width);

    /// <returns>[B, 1, mel, time]</returns>
    public static Tensor Audio(AvBatch batch, EncoderConfig config, Device device) => Spectrogram(batch, sample => sample.Audio, config, device);

    /// <returns>[B windows, 3, H, W] of dense samples</returns>
    public static Tensor Images(AvBatch batch, int windows, EncoderConfig config, Device device) =>
        batch.Stack(sample => sample.Image, device, windows, 3, config.Image.Input.Height, config.Image.Input.Width).flatten(0, 1);

    /// <returns>[B windows, 1, mel, time] of dense samples</returns>
    public static Tensor Audios(AvBatch batch, int windows, EncoderConfig config, Device device) =>
        batch.Stack(sample => sample.Audio, device, windows, 1, config.Audio.Input.Height, config.Audio.Input.Width).flatten(0, 1);

    /// <returns>[B, 1, mel, time]</returns>
    public static Tensor Spectrogram(AvBatch batch, Func<AvSample, float[]?> part, EncoderConfig config, Device device) =>
        batch.Stack(part, device, 1, config.Audio.Input.Height, config.Audio.Input.Width);
}
