using DeepAvFusion.Model.Joint;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Joint;

/// <summary>Numbers into a joint model, for judging it.</summary>
internal static class JointInputs
{
    /// <param name="pictures">[3, H, W] each</param>
    /// <param name="spectrograms">[mel, time] each, as many</param>
    public static JointEncoding Encode(this JointModel model, float[][] pictures, float[][] spectrograms, Device device)
    {
        var (image, audio) = (model.Config.Encoder.Image.Input, model.Config.Encoder.Audio.Input);
        var picture = tensor(pictures.SelectMany(numbers => numbers).ToArray(), [pictures.Length, 3, image.Height, image.Width]).to(device);
        var mixture = tensor(spectrograms.SelectMany(numbers => numbers).ToArray(), [pictures.Length, 1, audio.Height, audio.Width]).to(device);
        return model.Encode(picture, mixture);
    }
}
