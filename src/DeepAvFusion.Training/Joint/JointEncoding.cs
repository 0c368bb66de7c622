using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Joint;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Joint;

/// <summary>Numbers into a joint model, for judging it.</summary>
internal static class JointEncoding
{
    /// <param name="pictures">[3, H, W] each</param>
    /// <param name="spectrograms">[mel, time] each, as many</param>
    public static EncoderOutput Encode(this JointModel model, float[][] pictures, float[][] spectrograms, Device device)
    {
        var (image, audio) = (model.Config.Encoder.Image.Input, model.Config.Encoder.Audio.Input);
        return model.Encoder.forward(
            image: tensor(pictures.SelectMany(numbers => numbers).ToArray(), [pictures.Length, 3, image.Height, image.Width]).to(device),
            audio: tensor(spectrograms.SelectMany(numbers => numbers).ToArray(), [pictures.Length, 1, audio.Height, audio.Width]).to(device),
            keepLayers: true);
    }
}
