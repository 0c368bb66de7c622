using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Recipes;

/// <summary>Masked pre-training: both modalities are reconstructed from a few of their patches.</summary>
public sealed class PretrainRecipe : Recipe
{
    public const string RecipeName = "pretrain";
    private const double Beta2 = 0.95;
    private readonly MaskedAutoencoder _model;

    private PretrainRecipe(MaskedAutoencoder model, GroupedOptimizer optimizer, Device device)
        : base(RecipeName, model, optimizer, device) => _model = model;

    /// <param name="imagePretrained">Whether the image backbone starts pre-trained and follows the slower schedule.</param>
    /// <param name="audioPretrained">The same for the audio backbone.</param>
    /// <exception cref="Core.UserErrorException">Settings are impossible; all problems are listed.</exception>
    public static PretrainRecipe Create(
        AutoencoderConfig config, TrainingSettings settings, Device device, bool imagePretrained = false, bool audioPretrained = false)
    {
        RecipeProblems.ThrowIfAny(RecipeName, settings.Problems(device), config.Problems());
        using var weights = WeightInitializer.Seeded((ulong)settings.Seed);
        return Of(new MaskedAutoencoder(config, weights), settings, device, imagePretrained, audioPretrained);
    }

    /// <summary>The recipe over a network that is there already.</summary>
    public static PretrainRecipe Of(MaskedAutoencoder model, TrainingSettings settings, Device device, bool imagePretrained = false, bool audioPretrained = false)
    {
        model.to(device);
        var groups = ParameterGroups.ForPretraining(model, settings.WeightDecay, imagePretrained, audioPretrained);
        return new PretrainRecipe(model, new AdamWOptimizer(groups, Beta2), device);
    }

    internal override bool Drops => _model.Config.Encoder.Drop is { } drop && drop != DropRates.None;

    public override Tensor Loss(AvBatch batch, Random random, IDictionary<string, double> parts)
    {
        var config = _model.Config.Encoder;
        using var scope = NewDisposeScope();
        var output = _model.forward(
            image: Inputs.Image(batch, config, Device), audio: Inputs.Audio(batch, config, Device),
            imageNoise: Noise(random, batch.Count, config.Image.Grid.Cells), audioNoise: Noise(random, batch.Count, config.Audio.Grid.Cells));
        parts["loss_image"] = output.ImageLoss.ToDouble();
        parts["loss_audio"] = output.AudioLoss.ToDouble();
        return output.Loss().MoveToOuterDisposeScope();
    }

    /// <summary>[B, patches]; drawn here, so that nobody else's draws change which patches are kept.</summary>
    private Tensor Noise(Random random, int count, int patches)
    {
        using var noise = tensor(Enumerable.Range(0, count * patches).Select(_ => random.NextSingle()).ToArray(), [count, patches]);
        return noise.to(Device);
    }
}
