using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Recipes;

/// <summary>Finetuning for recognition: mixed samples, smoothed labels, class-weighted loss, layer-wise decayed learning rates.</summary>
public sealed class FinetuneRecipe : Recipe
{
    public const string RecipeName = "finetune";
    private const double Beta2 = 0.999;
    private readonly Classifier _model;
    private readonly FinetuneSettings _finetune;
    private readonly FinetuneLoss _loss;
    private readonly bool _multiLabel;

    private FinetuneRecipe(Classifier model, GroupedOptimizer optimizer, Device device, FinetuneSettings finetune, FinetuneLoss loss, bool multiLabel)
        : base(RecipeName, model, optimizer, device) => (_model, _finetune, _loss, _multiLabel) = (model, finetune, loss, multiLabel);

    /// <param name="encoder">The encoder, with what it drops.</param>
    /// <param name="shares">Share of each class in the training set.</param>
    /// <param name="multiLabel">Whether a sample may have several classes.</param>
    /// <param name="start">Weights of the pre-training; null starts from the initial weights.</param>
    /// <exception cref="Core.UserErrorException">Settings are impossible; all problems are listed.</exception>
    public static FinetuneRecipe Create(
        EncoderConfig encoder, IReadOnlyList<float> shares, bool multiLabel, EncoderStart? start, FinetuneSettings finetune, TrainingSettings settings, Device device)
    {
        var config = new ClassifierConfig(encoder, shares.Count);
        var noClass = shares.Any(share => share > 0) ? [] : new[] { "no class has a training sample" };
        RecipeProblems.ThrowIfAny(RecipeName, settings.Problems(device), config.Problems(), finetune.Problems(settings.BatchSize), noClass);
        using var weights = WeightInitializer.Seeded((ulong)settings.Seed);
        var model = new Classifier(config, weights);
        start?.Load(model.Encoder);
        model.Head.StartAtShares(shares);
        model.to(device);
        var groups = ParameterGroups.ForFinetuning(model, encoder, settings.WeightDecay, settings.LayerDecay);
        return new FinetuneRecipe(model, new AdamWOptimizer(groups, Beta2), device, finetune, new FinetuneLoss(shares, multiLabel, finetune.Joint), multiLabel);
    }

    internal override bool Drops => _model.Config.Encoder.Drop is { } drop && drop != DropRates.None;

    public override Tensor Loss(AvBatch batch, Random random, IDictionary<string, double> parts)
    {
        using var scope = NewDisposeScope();
        var config = _model.Config;
        var (image, audio) = (Inputs.Image(batch, config.Encoder, Device), Inputs.Audio(batch, config.Encoder, Device));
        var targets = _multiLabel
            ? SmoothedTargets.OfSets(batch.Stack(sample => sample.Labels, Device, config.Classes), _finetune.Smoothing)
            : SmoothedTargets.OfClasses(batch.StackLabels(Device), config.Classes, _finetune.Smoothing);
        if (_finetune.IsMixing)
        {
            var shares = tensor(Enumerable.Range(0, batch.Count).Select(_ => Share(random)).ToArray()).to(Device);
            (image, audio, targets) = (SampleMixing.Mix(image, shares), SampleMixing.Mix(audio, shares), SampleMixing.Mix(targets, shares));
        }

        using var logits = _model.forward(image: image, audio: audio);
        return _loss.Of(logits, targets).MoveToOuterDisposeScope();
    }

    private float Share(Random random)
    {
        var share = BetaDraw.Next(random, _finetune.MixingAlpha);
        return random.NextDouble() < _finetune.MixingChance ? share : 1;
    }
}
