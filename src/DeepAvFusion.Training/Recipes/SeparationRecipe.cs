using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Recipes;

/// <summary>Visually guided separation: from a mixture, the sound that belongs to a picture.</summary>
public sealed class SeparationRecipe : Recipe
{
    public const string RecipeName = "separation";
    private const double Beta2 = 0.999;
    private readonly SeparationModel _model;
    private readonly SeparationObjective _objective;

    private SeparationRecipe(SeparationModel model, GroupedOptimizer optimizer, Device device, SeparationObjective objective)
        : base(RecipeName, model, optimizer, device) => (_model, _objective) = (model, objective);

    /// <param name="start">Weights of the pre-training; null starts from the initial weights.</param>
    /// <exception cref="Core.UserErrorException">Settings are impossible; all problems are listed.</exception>
    public static SeparationRecipe Create(EncoderConfig encoder, EncoderStart? start, SeparationObjective objective, TrainingSettings settings, Device device)
    {
        RecipeProblems.ThrowIfAny(RecipeName, settings.Problems(device), encoder.Problems());
        using var weights = WeightInitializer.Seeded((ulong)settings.Seed);
        var model = new SeparationModel(encoder, weights);
        start?.Load(model.Encoder);
        model.to(device);
        var groups = ParameterGroups.ForFinetuning(model, encoder, settings.WeightDecay, settings.LayerDecay);
        return new SeparationRecipe(model, new AdamWOptimizer(groups, Beta2), device, objective);
    }

    internal override bool Drops => _model.Encoder.Config.Drop is { } drop && drop != DropRates.None;

    public override Tensor Loss(AvBatch batch, Random random, IDictionary<string, double> parts)
    {
        using var scope = NewDisposeScope();
        var config = _model.Encoder.Config;
        var image = batch.Stack(sample => sample.Separation?.Image, Device, 3, config.Image.Input.Height, config.Image.Input.Width);
        var mixture = Inputs.Audio(batch, config, Device);
        var source = Inputs.Spectrogram(batch, sample => sample.Separation?.Source, config, Device);
        var rest = Inputs.Spectrogram(batch, sample => sample.Separation?.Rest, config, Device);
        var loss = _objective.Of(_model.forward(image: image, mixture: mixture), source, rest, mixture);
        return UnusedParameters.Include(loss, _model).MoveToOuterDisposeScope();
    }
}
