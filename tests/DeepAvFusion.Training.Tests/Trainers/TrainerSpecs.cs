using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Tests.Data;
using DeepAvFusion.Training.Trainers;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Trainers;

public sealed class TrainerSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrainingSettings _settings = new() { Epochs = 2, WarmupEpochs = 0.5, BatchSize = 2, Rate = 1e-2, Seed = 3, ClipGradient = 1 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ten_steps_equal_five_and_a_resumed_five_bit_for_bit()
    {
        var whole = Train("whole", _settings);
        var stopped = Train("parts", _settings with { StopAfterSteps = 5 });
        var resumed = Train("parts", _settings);

        Assert.Equal((10, true), (whole.State.Steps, whole.IsComplete));
        Assert.Equal((5, false), (stopped.State.Steps, stopped.IsComplete));
        Assert.Equal((10, true), (resumed.State.Steps, resumed.IsComplete));
        AssertSame("whole", "parts");
        Assert.Equal(File.ReadAllLines(_folder.File("whole/history.csv")), File.ReadAllLines(_folder.File("parts/history.csv")));
    }

    [Fact]
    public void A_stop_in_the_middle_of_an_epoch_goes_on_there_with_accumulated_batches()
    {
        var settings = _settings with { BatchSize = 1, Accumulate = 2 };
        Train("whole", settings);
        Train("parts", settings with { StopAfterSteps = 3 });
        Train("parts", settings);

        AssertSame("whole", "parts");
        Assert.Equal(11, File.ReadAllLines(_folder.File("parts/history.csv")).Length);
    }

    [Fact]
    public void The_run_folder_holds_settings_history_and_checkpoints()
    {
        var reports = new List<TrainingProgress>();
        var outcome = Train("run", _settings with { SaveEvery = 1 }, progress: new Reports(reports.Add));

        Assert.Equal(["checkpoint_0001.pth", "checkpoint_0002.pth", "checkpoint_best.pth", "checkpoint_latest.pth"],
            Directory.GetFiles(_folder.File("run/checkpoints")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("\"Seed\": 3", File.ReadAllText(_folder.File("run/settings.json")), StringComparison.Ordinal);
        Assert.Equal("step,epoch,lr,loss,grad_norm,loss_image,loss_audio", File.ReadLines(_folder.File("run/history.csv")).First());
        Assert.Equal(2, File.ReadAllLines(_folder.File("run/history.jsonl")).Length);
        Assert.Equal(10, reports.Count);
        Assert.True(reports[^1] is { Step: 10, Steps: 10, SamplesPerSecond: > 0 } && reports[^1].Left == TimeSpan.Zero);
        Assert.Equal(0, reports[0].Rate);
        Assert.Equal(1, outcome.Measures["score"]);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_with_step_and_batch()
    {
        var data = new NoiseSamples(TinyModels.Encoder(), 10);
        data.NotNumbers.UnionWith(Enumerable.Range(0, 10));

        var thrown = Assert.Throws<NonFiniteLossException>(() => Train("run", _settings, data));

        Assert.Equal(1, thrown.Step);
        Assert.Contains("noise", thrown.Batch, StringComparison.Ordinal);
        Assert.Contains("no checkpoint yet", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mixed_precision_rounds_what_float32_does_not()
    {
        var exact = Train("float32", _settings with { StopAfterSteps = 1 });
        var mixed = Train("bfloat16", _settings with { StopAfterSteps = 1, Precision = TrainingPrecision.BFloat16 });

        Assert.NotEqual(exact.Loss, mixed.Loss);
        Assert.Equal(exact.Loss, mixed.Loss, tolerance: 0.05 * exact.Loss);
    }

    [Fact]
    public void Cancelling_saves_what_there_is()
    {
        using var stop = new CancellationTokenSource();

        var outcome = Train("run", _settings, progress: new Reports(report => { if (report.Step == 2) stop.Cancel(); }), cancellation: stop.Token);

        Assert.Equal((2, false), (outcome.State.Steps, outcome.IsComplete));
        Assert.True(File.Exists(_folder.File("run/checkpoints/checkpoint_latest.pth")));
    }

    [Fact]
    public void A_checkpoint_of_another_recipe_is_refused()
    {
        Train("run", _settings with { StopAfterSteps = 1 });
        using var other = SeparationRecipe.Create(TinyModels.Encoder(), null, new SeparationObjective(), _settings, CPU);

        var thrown = Assert.Throws<CheckpointException>(
            () => TrainingCheckpoint.Read(_folder.File("run/checkpoints/checkpoint_latest.pth"), other.Name, other.Model, other.Optimizer));

        Assert.Contains("'pretrain'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Impossible_settings_are_all_listed_before_anything_starts()
    {
        var settings = _settings with { Epochs = 0, BatchSize = 3, WeightDecay = -1 };
        var encoder = TinyModels.Encoder();

        var thrown = Assert.Throws<UserErrorException>(() => FinetuneRecipe.Create(encoder, [0.5f, 0.5f], false, null, new FinetuneSettings(), settings, CPU));

        foreach (var problem in new[] { "0 epochs", "weight decay -1", "even, not 3" }) Assert.Contains(problem, thrown.Message, StringComparison.Ordinal);
    }

    private TrainingOutcome Train(
        string run, TrainingSettings settings, NoiseSamples? data = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var recipe = PretrainRecipe.Create(TinyModels.Autoencoder(), settings, CPU);
        recipe.Evaluation = _ => new Dictionary<string, double> { ["score"] = 1 };
        var loader = new SampleLoader(data ?? new NoiseSamples(TinyModels.Encoder(), 10), new LoaderSettings(settings.BatchSize, settings.Seed));
        return new Trainer(recipe, loader, settings, new RunFolder(_folder.File(run))).Run(new { }, progress, cancellation);
    }

    private void AssertSame(string one, string other)
    {
        using var first = CheckpointFile.Open(_folder.File($"{one}/checkpoints/checkpoint_latest.pth"));
        using var second = CheckpointFile.Open(_folder.File($"{other}/checkpoints/checkpoint_latest.pth"));
        var (a, b) = (first.Tensors(), second.Tensors());
        Assert.Equal(a.Keys, b.Keys);
        foreach (var key in a.Keys) Assert.Equal(a[key].ToFloat32(), b[key].ToFloat32());
    }

    private sealed class Reports(Action<TrainingProgress> take) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => take(value);
    }
}
