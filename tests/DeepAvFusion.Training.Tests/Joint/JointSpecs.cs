using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Scenes;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Recipes;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Joint;

public sealed class JointSpecs : IDisposable
{
    private static readonly EncoderConfig Encoder = new(
        new BackboneConfig(3, new InputSize(32, 32), 16, 128, 1, 2),
        new BackboneConfig(1, new InputSize(128, 64), 16, 128, 1, 2),
        new FusionConfig(FusionKind.Factorized, FusionLayers.All, new FusionTokens(2, 2, 2), 2));

    private static readonly JointConfig Config = new("test", Encoder, SceneKinds.Names, LabelScoring.Sigmoid);
    private static readonly TrainingSettings Settings = new() { BatchSize = 4, LayerDecay = 1 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "recognition segmentation overlap separation")]
    [InlineData(true, "recognition segmentation overlap seen separation heard")]
    public void All_heads_learn_one_batch_of_scenes_by_heart(bool isDetailed, string losses)
    {
        using var recipe = JointRecipe.Create(Config with { IsDetailed = isDetailed }, null, new JointLossSettings(), Settings, CPU);
        var data = new SceneSamples(new SceneSettings { SilenceChance = 0, EmptyChance = 0 }, SceneSeeds.Train(1), 4, Encoder, new SceneTaskSettings());
        var batch = new SampleLoader(data, new LoaderSettings(4)).Read(0, 0, CancellationToken.None).Single();
        var (first, last) = (new Dictionary<string, double>(), new Dictionary<string, double>());
        recipe.Model.train();
        const int steps = 15;
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            recipe.Optimizer.ZeroGradients();
            recipe.Loss(batch, new Random(1), last).backward();
            if (step == 0) first = new Dictionary<string, double>(last);
            recipe.Optimizer.SetRates(_ => 1e-3);
            recipe.Optimizer.Step();
        }

        Assert.Equal(losses.Split(' ').Select(name => $"loss_{name}"), first.Keys);
        Assert.All(first, entry => Assert.True(last[entry.Key] < entry.Value, $"{entry.Key}: {entry.Value} became {last[entry.Key]}"));
        var looks = recipe.Network.named_buffers().Where(buffer => buffer.name.EndsWith("num_batches_tracked", StringComparison.Ordinal)).Select(buffer => buffer.buffer.item<long>());
        Assert.All(looks, count => Assert.Equal(steps, count));        // each input was looked at once a step
    }

    [Fact]
    public void A_frozen_encoder_stays_as_it_is_while_a_head_learns()
    {
        var losses = new JointLossSettings(Recognition: 0, Segmentation: 0, Overlap: 0, FreezesEncoder: true);
        using var recipe = JointRecipe.Create(Config with { IsDetailed = true }, null, losses, Settings, CPU);
        var data = new SceneSamples(new SceneSettings { SilenceChance = 0, LeastSounds = 2 }, SceneSeeds.Train(1), 4, Encoder, new SceneTaskSettings(), zoomChance: 1);
        var batch = new SampleLoader(data, new LoaderSettings(4)).Read(0, 0, CancellationToken.None).Single();
        var before = recipe.Network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        recipe.Model.train();

        recipe.Loss(batch, new Random(1), new Dictionary<string, double>()).backward();
        recipe.Optimizer.SetRates(_ => 1e-3);
        recipe.Optimizer.Step();

        var changed = recipe.Network.state_dict().Where(entry => !entry.Value.allclose(before[entry.Key], 0, 0)).Select(entry => entry.Key.Split('.')[0]);
        Assert.Equal(["separation"], changed.Distinct());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_things_of_a_picture_are_learned_at_once(bool isDetailed)
    {
        var losses = new JointLossSettings(Recognition: 0, Segmentation: 0, Overlap: 0, FreezesEncoder: true, PerObject: true);
        using var recipe = JointRecipe.Create(Config with { IsDetailed = isDetailed }, null, losses, Settings, CPU);
        var data = new SceneSamples(
            new SceneSettings { SilenceChance = 0, EmptyChance = 0, LeastSounds = 2, MostSounds = 4 }, SceneSeeds.Train(1), 4, Encoder, new SceneTaskSettings(PerObject: true));
        var batch = new SampleLoader(data, new LoaderSettings(4)).Read(0, 0, CancellationToken.None).Single();
        var parts = new Dictionary<string, double>();
        var all = new List<double>();
        recipe.Model.train();
        for (var step = 0; step < 15; step++)
        {
            using var scope = NewDisposeScope();
            recipe.Optimizer.ZeroGradients();
            recipe.Loss(batch, new Random(2), parts).backward();
            all.Add(parts["loss_separation"]);
            recipe.Optimizer.SetRates(_ => 1e-3);
            recipe.Optimizer.Step();
        }

        Assert.All(batch.Samples, sample => Assert.Null(sample.Separation));
        Assert.True(all[^1] < all[0], $"{all[0]} became {all[^1]}");
    }

    [Fact]
    public void Training_starts_with_the_heads_that_a_checkpoint_has_in_the_same_shape()
    {
        using var published = JointRecipe.Create(Config, null, new JointLossSettings(), Settings, CPU);
        var path = _folder.File("published.safetensors");
        published.Export(path, "scenes-test", new Dictionary<string, string>());

        using var detailed = JointRecipe.Create(Config with { IsDetailed = true }, new EncoderStart(path), new JointLossSettings(), Settings with { Seed = 5 }, CPU);

        Assert.Equal(["encoder", "recognition"], detailed.Start!.Taken);
        Assert.Equal(["segmentation", "separation"], detailed.Start.Fresh);
        const string key = "recognition.audio_head.weight";
        Assert.True(detailed.Network.state_dict()[key].allclose(published.Network.state_dict()[key], 0, 1e-3));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_exported_model_says_what_it_is_and_loads_again(bool isDetailed)
    {
        using var recipe = JointRecipe.Create(Config with { IsDetailed = isDetailed }, null, new JointLossSettings(), Settings, CPU);
        var path = _folder.File("model.safetensors");
        recipe.Export(path, "scenes-test", new Dictionary<string, string> { ["lineage"] = "a test" });

        using var file = CheckpointFile.Open(path);
        var metadata = JointMetadata.Of(file.Metadata)!;
        using var model = new JointModel(Config with { IsDetailed = metadata.IsDetailed }, WeightInitializer.Blank());
        CheckpointLoader.LoadModel(model, path, progress: null, CancellationToken.None);

        Assert.Equal(("scenes-test", "test", true, isDetailed), (metadata.Name, metadata.Preset, metadata.IsTrained, metadata.IsDetailed));
        Assert.Equal(SceneKinds.Names, metadata.Labels);
        Assert.Equal("a test", file.Metadata["lineage"]);
        var expected = recipe.Network.state_dict()["encoder.fusion_tokens"];
        Assert.True(expected.allclose(model.state_dict()["encoder.fusion_tokens"], 0, 0));
    }

    [Theory]
    [InlineData(false, "segmentation.predictor.2.bias")]
    [InlineData(true, "segmentation.predict.bias")]
    public void The_threshold_of_maps_lies_at_one_half_in_the_exported_model(bool isDetailed, string key)
    {
        using var recipe = JointRecipe.Create(Config with { IsDetailed = isDetailed }, null, new JointLossSettings(MapThreshold: 0.88), Settings, CPU);
        var path = _folder.File("model.safetensors");
        var before = recipe.Network.state_dict()[key].data<float>().ToArray();
        recipe.Export(path, "scenes-test", new Dictionary<string, string>());

        using var file = CheckpointFile.Open(path);
        var shifted = file.Tensors()[key].ToFloat32();

        Assert.All(before.Zip(shifted), pair => Assert.Equal(pair.First - 1.9924, pair.Second, 1e-3));
        Assert.All(before.Zip(recipe.Network.state_dict()[key].data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_evaluation_gives_every_number(bool isDetailed)
    {
        using var weights = WeightInitializer.Seeded(1);
        using var model = new JointModel(Config with { IsDetailed = isDetailed }, weights);
        var settings = new JointEvaluationSettings(SceneSeeds.HeldOut(1), Windows: 10, Pairs: 1, Silences: 5, BatchSize: 5);

        var scores = new JointEvaluation(model, CPU, settings).Run(CancellationToken.None);

        Assert.Equal((10, 5, 1), (scores.Windows, scores.Silences, scores.Pairs));
        Assert.InRange(scores.MeanPrecision, 0, 1);
        Assert.InRange(scores.AvsBench.MeanIou, 0, 1);
        Assert.InRange(scores.SilentMasked, 0, 1);
        Assert.True(scores.Oracle.Sdr > scores.Mixture.Sdr, $"{scores.Oracle.Sdr} and {scores.Mixture.Sdr} dB");
        Assert.Equal(scores.MeanPrecision, scores.ToMeasures()["map"]);
        Assert.Contains("SDR of 1 pairs", scores.ToString(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(scores.ToJson());
        Assert.Equal(10, json.RootElement.GetProperty("Windows").GetInt32());
    }

    [Fact]
    public void Nothing_is_judged_on_seeds_that_may_have_been_trained_with()
    {
        using var model = new JointModel(Config, WeightInitializer.Blank());

        var thrown = Assert.Throws<UserErrorException>(() => new JointEvaluation(model, CPU, new JointEvaluationSettings(SceneSeeds.Train(1), BatchSize: 0)));

        Assert.Contains("held-out", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("batch size 0", thrown.Message, StringComparison.Ordinal);
    }
}
