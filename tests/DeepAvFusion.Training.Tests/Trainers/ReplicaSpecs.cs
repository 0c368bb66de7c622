using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Numerics;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Settings;
using DeepAvFusion.Training.Trainers;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Trainers;

/// <summary>Several replicas train as one network with a larger batch does.</summary>
public sealed class ReplicaSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrainingSettings _settings = new() { Epochs = 2, WarmupEpochs = 0.5, BatchSize = 2, Rate = 1e-2, Seed = 3, ClipGradient = 0.5 };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, 1, 2)]
    [InlineData(3, 1, 3)]
    [InlineData(4, 1, 2)]
    [InlineData(2, 2, 2)]
    public void Replicas_make_the_steps_of_one_with_their_samples_together(int replicas, int accumulate, int networks)
    {
        var one = Train("one", _settings with { BatchSize = 2 * replicas * accumulate }, 1);

        var several = Train("several", _settings with { Replicas = replicas, Accumulate = accumulate }, networks);

        Assert.Equal(one.State.Steps, several.State.Steps);
        Assert.Equal(one.Loss, several.Loss, 1e-4);
        // sums in another order; Adam's steps are as long where a gradient is nearly nothing, so that a single weight may differ by more than all do
        Assert.InRange(Difference("one", "several"), 0, 2e-6);
        Assert.InRange(Distance("one", "several"), 0, _settings.Rate!.Value / 10);
        Assert.InRange(Distance("one", "start"), 0.02, 10);
        Assert.InRange(Difference("one", "start"), 1e-3, 1);
    }

    [Theory]
    [InlineData("finetune", TrainingPrecision.Float32)]
    [InlineData("segmentation", TrainingPrecision.Float32)]
    [InlineData("separation", TrainingPrecision.BFloat16)]
    public void A_stopped_training_of_several_goes_on_bit_for_bit(string name, TrainingPrecision precision)
    {
        var settings = _settings with { Replicas = 2, Accumulate = 2, BatchSize = 2, Precision = precision, LossScale = precision == TrainingPrecision.BFloat16 ? 1024 : null };
        Train("whole", settings, 2, name, drop: 0.3);
        Assert.Equal(2, Train("parts", settings with { StopAfterSteps = 2 }, 2, name, drop: 0.3).State.Steps);
        Assert.Equal(6, Train("parts", settings, 2, name, drop: 0.3).State.Steps);

        foreach (var file in new[] { "checkpoints/checkpoint_latest.pth", "history.csv" })
            Assert.True(File.ReadAllBytes(_folder.File($"whole/{file}")).SequenceEqual(File.ReadAllBytes(_folder.File($"parts/{file}"))), file);
    }

    [Fact]
    public void Statistics_of_batch_norm_are_those_of_the_first_replica()
    {
        var step = _settings with { Epochs = 1, StopAfterSteps = 1 };
        Train("alone", step, 1, "segmentation");
        Train("several", step with { Replicas = 2 }, 2, "segmentation");

        var (alone, several) = (Tensors("alone"), Tensors("several"));
        var statistics = alone.Keys.Where(key => key.EndsWith("running_var", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(statistics);
        Assert.All(statistics, key => Assert.Equal(alone[key], several[key]));
    }

    [Fact]
    public void Who_stops_it_gets_a_checkpoint_to_go_on_from()
    {
        using var stop = new CancellationTokenSource();

        var stopped = Train("run", _settings with { Replicas = 2 }, 2, progress: new Stopping(stop), cancellation: stop.Token);

        Assert.Equal((1L, false), (stopped.State.Steps, stopped.IsComplete));
        Assert.True(Train("run", _settings with { Replicas = 2 }, 2).IsComplete);
    }

    [Fact]
    public void The_replica_that_fails_is_heard()
    {
        using var group = new ReplicaGroup(Recipe("finetune", _settings, 0), [Recipe("finetune", _settings, 0), Recipe("finetune", _settings, 0)]);
        var done = 0;

        var thrown = Assert.Throws<InvalidOperationException>(() => group.Each(3, (i, _) =>
        {
            Interlocked.Increment(ref done);
            if (i > 0) throw new InvalidOperationException($"replica {i}");
        }));

        Assert.Equal(("replica 1", 3), (thrown.Message, done));
    }

    [Theory]
    [InlineData("cpu", false, 8, 1, 0, 2, 2)]
    [InlineData("cpu", false, 8, 1, 0, 3, 2)]
    [InlineData("auto", false, 3, 1, 0, 16, 3)]
    [InlineData("cpu", false, 4, 8, 0, 16, 2)]
    [InlineData("cpu", false, 4, 8, 0, 2, 1)]
    [InlineData("auto", true, 8, 1, 8, 64, 8)]
    [InlineData("cuda", true, 8, 1, 6, 64, 4)]
    [InlineData("cuda:3", true, 8, 1, 8, 64, 1)]
    public void Replicas_go_where_there_is_room(string device, bool isGpu, int asked, int threads, int gpus, int cores, int expected)
    {
        var found = TrainingDevices.Of(new EnvironmentPlan(0, device, asked, threads, 1, 1), isGpu ? new Device(DeviceType.CUDA, device.EndsWith('3') ? 3 : 0) : CPU, gpus, cores);

        Assert.Equal(expected, found.Devices.Count);
        Assert.Equal(expected, isGpu ? found.Devices.Select(one => one.index).Distinct().Count() : expected);
        Assert.Equal(expected < asked, found.ToString().Contains("after each other", StringComparison.Ordinal));
    }

    private TrainingOutcome Train(
        string run, TrainingSettings settings, int networks, string name = "finetune", double drop = 0, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var recipes = Enumerable.Range(0, networks).Select(_ => Recipe(name, settings, drop)).ToList();
        if (!File.Exists(_folder.File("start"))) TrainingCheckpoint.Write(_folder.File("start"), name, recipes[0].Model, recipes[0].Optimizer, TrainingState.Start, null);
        try
        {
            var loader = new SampleLoader(TinyRecipes.Data(name, 24), new LoaderSettings(settings.BatchSize, settings.Seed, Workers: 2));
            return new Trainer(recipes[0], loader, settings, new RunFolder(_folder.File(run)), recipes[1..]).Run(new { }, progress, cancellation);
        }
        finally
        {
            recipes.ForEach(recipe => recipe.Dispose());
        }
    }

    private static Recipe Recipe(string name, TrainingSettings settings, double drop) => name == "finetune"
        ? FinetuneRecipe.Create(TinyModels.Encoder() with { Drop = new DropRates(drop) }, [0.4f, 0.3f, 0.3f], false, null, new FinetuneSettings(MixingChance: drop), settings, CPU)
        : TinyRecipes.Create(name, settings);

    private Dictionary<string, float[]> Tensors(string run)
    {
        using var file = CheckpointFile.Open(_folder.File(run == "start" ? run : $"{run}/checkpoints/checkpoint_latest.pth"));
        return file.Tensors("state_dict").Where(entry => entry.Value.DType == CheckpointDType.Float32).ToDictionary(entry => entry.Key, entry => entry.Value.ToFloat32());
    }

    /// <summary>Largest difference of two weights.</summary>
    private double Distance(string run, string other) => Differences(run, other).Max();

    /// <summary>Mean difference of two weights.</summary>
    private double Difference(string run, string other) => Differences(run, other).Average();

    private List<double> Differences(string run, string other)
    {
        var (one, two) = (Tensors(run), Tensors(other));
        Assert.Equal(one.Keys.Order(), two.Keys.Order());
        return [.. one.SelectMany(entry => entry.Value.Zip(two[entry.Key], (a, b) => (double)MathF.Abs(a - b)))];
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => stop.Cancel();
    }
}
