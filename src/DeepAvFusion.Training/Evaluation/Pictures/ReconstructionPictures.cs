using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Recipes;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Evaluation.Pictures;

/// <summary>Shows what masked pre-training reconstructs: picture and spectrogram, what was left of them, and what the model makes of that.</summary>
internal static class ReconstructionPictures
{
    private const float Silence = -7;              // log10 mel
    private const double Epsilon = 1e-6;           // as targets are normalised with

    /// <summary>Writes sample-NNN.png of the first samples; the same patches are removed every time.</summary>
    /// <exception cref="Core.UserErrorException">The folder cannot be written.</exception>
    public static void Write(MaskedAutoencoder model, SampleLoader data, Device device, string folder, int samples, LabelFont font, CancellationToken cancellation) =>
        EvaluationSheet.WriteAll(folder, "sample", data.Read(0, 0, cancellation).SelectMany(batch => Sheets(model, batch, device, font)).Take(samples));

    private static List<EvaluationSheet> Sheets(MaskedAutoencoder model, AvBatch batch, Device device, LabelFont font)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        model.eval();
        var config = model.Config.Encoder;
        var (image, audio) = (Inputs.Image(batch, config, device), Inputs.Audio(batch, config, device));
        var (imageNoise, audioNoise) = (Noise(batch.Count, config.Image.Grid.Cells, device), Noise(batch.Count, config.Audio.Grid.Cells, device));
        var output = model.forward(image: image, audio: audio, imageNoise: imageNoise, audioNoise: audioNoise);
        var pictures = Parts(image, output.ImagePrediction, imageNoise, model.Config.Image, config.Image, 0);
        var sounds = Parts(audio, output.AudioPrediction, audioNoise, model.Config.Audio, config.Audio, Silence);
        var (side, bands, frames) = (config.Image.Input.Width, config.Audio.Input.Height, config.Audio.Input.Width);
        var scale = EvaluationSheet.Enlarged(side);
        var top = side * scale + EvaluationSheet.Caption;
        var made = new List<EvaluationSheet>();
        for (var i = 0; i < batch.Count; i++)
        {
            var sheet = new EvaluationSheet(columns: 3, Math.Max(side * scale, frames * EvaluationSheet.Scale), top + bands * EvaluationSheet.Scale + EvaluationSheet.Caption, font);
            foreach (var (column, caption) in new[] { batch.Samples[i].Name, "left of it", "reconstruction" }.Index())
            {
                sheet.Picture(column, 0, scale, caption, EvaluationSheet.Colours(pictures[column][i]), side, _ => false);
                sheet.Spectrogram(column, top, caption, sounds[column][i], bands);
            }
            made.Add(sheet);
        }
        return made;
    }

    /// <summary>Of each sample the whole, what was left, and that with the rest put in.</summary>
    /// <param name="nothing">What stands for a removed patch.</param>
    private static float[][][] Parts(Tensor whole, Tensor prediction, Tensor noise, DecoderConfig decoder, BackboneConfig config, float nothing)
    {
        var patches = PatchTargets.Patchify(whole, config);                                             // [B, L, P]
        var removed = PatchMask.FromNoise(noise, decoder.Kept(config.Grid.Cells)).Removed.to(ScalarType.Bool).unsqueeze(-1);
        var (mean, variance) = (patches.mean([-1], keepdim: true), patches.var(-1, unbiased: true, keepdim: true));
        var made = decoder.NormalizeTargets ? (prediction.@float() * (variance + Epsilon).sqrt()) + mean : prediction.@float();
        return [Numbers(whole), Numbers(Whole(where(removed, full_like(patches, nothing), patches), config)), Numbers(Whole(where(removed, made, patches), config))];
    }

    /// <summary>Patches put together again.</summary>
    /// <returns>[B, C, H, W]</returns>
    private static Tensor Whole(Tensor patches, BackboneConfig config) => patches
        .reshape(-1, config.Grid.Rows, config.Grid.Columns, config.Patch, config.Patch, config.Channels)
        .permute(0, 5, 1, 3, 2, 4).reshape(-1, config.Channels, config.Input.Height, config.Input.Width);

    private static float[][] Numbers(Tensor batch) => [.. batch.ToNumbers().Chunk((int)(batch.numel() / batch.shape[0]))];

    private static Tensor Noise(int count, int patches, Device device)
    {
        var random = new Random(0);
        return tensor(Enumerable.Range(0, count * patches).Select(_ => random.NextSingle()).ToArray(), [count, patches]).to(device);
    }
}
