using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Recipes;

public sealed class RecipeSpecs
{
    private static readonly TrainingSettings Settings = new() { BatchSize = 4, Epochs = 10, WarmupEpochs = 0 };

    public static TheoryData<string> Names() => ["pretrain", "linprobe", "finetune", "separation", "segmentation"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Learns_one_batch_by_heart(string name)
    {
        using var recipe = Create(name);
        var data = new NoiseSamples(recipe is SegmentationRecipe ? TinyModels.Encoder(128) : TinyModels.Encoder(), 4);
        var batch = new SampleLoader(data, new LoaderSettings(4)).Read(0, 0, CancellationToken.None).Single();
        recipe.Model.train();
        var losses = new List<double>();
        for (var step = 0; step < 12; step++)
        {
            using var scope = NewDisposeScope();
            manual_seed(1);
            recipe.Optimizer.ZeroGradients();
            var loss = recipe.Loss(batch, new Random(1), new Dictionary<string, double>());
            loss.backward();
            losses.Add(loss.ToDouble());
            recipe.Optimizer.SetRates(group => group.LearningRateScale * Rate(name));
            recipe.Optimizer.Step();
        }

        Assert.True(losses[^1] < 0.98 * losses[0], $"{losses[0]} became {losses[^1]}");
    }

    [Fact]
    public void Masks_do_not_depend_on_draws_of_others()
    {
        using var scope = NewDisposeScope();
        using var recipe = Create("pretrain");
        var batch = new SampleLoader(new NoiseSamples(TinyModels.Encoder(), 4), new LoaderSettings(4)).Read(0, 0, CancellationToken.None).Single();

        var losses = new[] { 1, 2 }.Select(others =>
        {
            manual_seed(others);
            return recipe.Loss(batch, new Random(5), new Dictionary<string, double>()).ToDouble();
        }).ToArray();

        Assert.Equal(losses[0], losses[1]);
    }

    [Fact]
    public void The_probe_leaves_the_encoder_as_it_is()
    {
        using var recipe = Create("linprobe");

        Assert.Equal(6, recipe.Optimizer.Parameters.Count);
        Assert.All(recipe.Optimizer.Groups.SelectMany(group => group.Names), name => Assert.EndsWith("_head", name.Split('.')[0], StringComparison.Ordinal));
    }

    [Fact]
    public void The_ideal_ratio_is_met_by_a_mask_of_the_true_share()
    {
        using var scope = NewDisposeScope();
        var objective = new SeparationObjective(SeparationTarget.IdealRatio, Weighted: true);
        var (source, rest) = (full([1, 1, 4, 4], 1f), full([1, 1, 4, 4], 0f));         // powers 10 and 1
        var share = 10.0 / 11;
        var right = objective.Of(full([1, 1, 4, 4], (float)Math.Log(share / (1 - share))), source, rest, source).ToDouble();

        Assert.Equal(-(share * Math.Log(share) + (1 - share) * Math.Log(1 - share)), right, 4);
        Assert.True(right < objective.Of(zeros(1, 1, 4, 4), source, rest, source).ToDouble());
    }

    private static double Rate(string name) => name switch { "linprobe" => 1, "segmentation" => 3e-4, _ => 3e-3 };

    private static Recipe Create(string name) => name switch
    {
        "pretrain" => PretrainRecipe.Create(TinyModels.Autoencoder(), Settings, CPU),
        "linprobe" => ProbeRecipe.Create(TinyModels.Encoder(), 3, false, null, Settings, CPU),
        "finetune" => FinetuneRecipe.Create(TinyModels.Encoder(), [0.4f, 0.3f, 0.3f], false, null, new FinetuneSettings(), Settings with { LayerDecay = 1 }, CPU),
        "separation" => SeparationRecipe.Create(TinyModels.Encoder(), null, new SeparationObjective(), Settings with { LayerDecay = 1 }, CPU),
        _ => SegmentationRecipe.Create(TinyModels.Encoder(128), 1, null, Settings with { LayerDecay = 1 }, CPU),
    };
}
