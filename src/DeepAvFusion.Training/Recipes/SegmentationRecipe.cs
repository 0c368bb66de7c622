using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Recipes;

/// <summary>Segmentation of what sounds: one channel for background and object, else one a class.</summary>
public sealed class SegmentationRecipe : Recipe
{
    public const string RecipeName = "segmentation";
    private const double Beta2 = 0.999;
    private readonly SegmentationModel _model;

    private SegmentationRecipe(SegmentationModel model, GroupedOptimizer optimizer, Device device)
        : base(RecipeName, model, optimizer, device) => _model = model;

    /// <param name="channels">1, or the number of classes.</param>
    /// <param name="start">Weights of the pre-training; null starts from the initial weights.</param>
    /// <param name="leastWidth">Channels that the finest maps have at least.</param>
    /// <exception cref="Core.UserErrorException">Settings are impossible; all problems are listed.</exception>
    public static SegmentationRecipe Create(
        EncoderConfig encoder, int channels, EncoderStart? start, TrainingSettings settings, Device device, int leastWidth = SegmentationHead.PublishedLeastWidth)
    {
        RecipeProblems.ThrowIfAny(RecipeName, settings.Problems(device), encoder.Problems());
        using var weights = WeightInitializer.Seeded((ulong)settings.Seed);
        var model = new SegmentationModel(encoder, channels, weights, leastWidth);
        start?.Load(model.Encoder);
        model.to(device);
        var groups = ParameterGroups.ForFinetuning(model, encoder, settings.WeightDecay, settings.LayerDecay);
        return new SegmentationRecipe(model, new AdamWOptimizer(groups, Beta2), device);
    }

    internal override bool Drops => _model.Encoder.Config.Drop is { } drop && drop != DropRates.None;

    public override Tensor Loss(AvBatch batch, Random random, IDictionary<string, double> parts)
    {
        using var scope = NewDisposeScope();
        var config = _model.Encoder.Config;
        var target = batch.Stack(sample => sample.Map, Device, config.Image.Input.Height, config.Image.Input.Width);
        var logits = _model.forward(image: Inputs.Image(batch, config, Device), audio: Inputs.Audio(batch, config, Device));
        var loss = SegmentationLoss.Of(logits, _model.Head.Classes > 1 ? target.to(ScalarType.Int64) : target);
        return UnusedParameters.Include(loss, _model).MoveToOuterDisposeScope();
    }
}
