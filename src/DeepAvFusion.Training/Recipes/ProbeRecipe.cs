using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Recipes;

/// <summary>The linear probe: heads learn on a frozen encoder, which shows what pre-training has learned.</summary>
public sealed class ProbeRecipe : Recipe
{
    public const string RecipeName = "linprobe";
    private readonly Classifier _model;
    private readonly bool _multiLabel;

    private ProbeRecipe(Classifier model, GroupedOptimizer optimizer, Device device, bool multiLabel)
        : base(RecipeName, model, optimizer, device) => (_model, _multiLabel) = (model, multiLabel);

    /// <param name="encoder">The encoder.</param>
    /// <param name="classes">Classes of the data.</param>
    /// <param name="multiLabel">Whether a sample may have several.</param>
    /// <param name="start">Weights of the pre-training; null probes the initial weights.</param>
    /// <exception cref="Core.UserErrorException">Settings are impossible; all problems are listed.</exception>
    public static ProbeRecipe Create(EncoderConfig encoder, int classes, bool multiLabel, EncoderStart? start, TrainingSettings settings, Device device)
    {
        var config = new ClassifierConfig(encoder, classes, InputNorm: true, FreezeEncoder: true);
        RecipeProblems.ThrowIfAny(RecipeName, settings.Problems(device), config.Problems());
        using var weights = WeightInitializer.Seeded((ulong)settings.Seed);
        var model = new Classifier(config, weights);
        start?.Load(model.Encoder);
        model.to(device);
        var trained = model.named_parameters().Where(entry => entry.parameter.requires_grad).ToArray();
        ParameterGroup[] groups = [new([.. trained.Select(entry => entry.name)], [.. trained.Select(entry => entry.parameter)], settings.WeightDecay)];
        return new ProbeRecipe(model, new LarsOptimizer(groups), device, multiLabel);
    }

    public override Tensor Loss(AvBatch batch, Random random, IDictionary<string, double> parts)
    {
        using var scope = NewDisposeScope();
        var config = _model.Config;
        var logits = _model.forward(image: Inputs.Image(batch, config.Encoder, Device), audio: Inputs.Audio(batch, config.Encoder, Device));
        var loss = _multiLabel
            ? ProbeLoss.MultiLabel(logits, batch.Stack(sample => sample.Labels, Device, config.Classes))
            : ProbeLoss.SingleLabel(logits, batch.StackLabels(Device));
        return loss.MoveToOuterDisposeScope();
    }
}
