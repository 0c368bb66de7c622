using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Numerics;
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
    public void The_first_epoch_and_the_last_are_judged_and_every_so_many_between()
    {
        Train("run", _settings with { Epochs = 6, EvaluateEvery = 2 });

        var judged = File.ReadAllLines(_folder.File("run/history.jsonl")).Index().Where(line => line.Item.Contains("\"score\"", StringComparison.Ordinal)).Select(line => line.Index + 1);
        Assert.Equal([1, 3, 5, 6], judged);
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
    public void A_scaled_loss_makes_the_same_steps_bit_for_bit()
    {
        var settings = _settings with { BatchSize = 1, Accumulate = 2 };
        var plain = Train("plain", settings);
        var scaled = Train("scaled", settings with { LossScale = 65536 });            // a power of two rounds nothing

        AssertSame("plain", "scaled");
        Assert.Equal(plain.Loss, scaled.Loss);
        Assert.Equal((0, new LossScale(65536, CleanSteps: 10)), (scaled.Overflows, scaled.State.Scale));
        Assert.Equal(Column("plain", "grad_norm"), Column("scaled", "grad_norm"));
    }

    [Fact]
    public void Steps_that_overflow_are_left_out_until_the_scale_fits()
    {
        Train("start", _settings with { StopAfterSteps = 1 });                         // its rate is 0: the weights stay
        var first = Train("run", _settings with { LossScale = 3e38, StopAfterSteps = 3 });
        AssertSame("start", "run");
        var rest = Train("run", _settings with { LossScale = 3e38 });
        var whole = Train("whole", _settings with { LossScale = 3e38 });

        Assert.Equal((3, 3e38 / 8), (first.Overflows, first.State.Scale!.Factor));
        Assert.InRange(whole.Overflows, 4, 9);
        Assert.Equal(whole.Overflows, first.Overflows + rest.Overflows);
        Assert.Equal(whole.State, rest.State);
        AssertSame("whole", "run");
        Assert.Equal(Enumerable.Range(0, 4).Select(i => 3e38 / Math.Pow(2, i)), Column("whole", "amp_scale").Take(4));
        Assert.All(Column("whole", "grad_norm").Take(whole.Overflows), norm => Assert.False(double.IsFinite(norm)));
        Assert.All(Column("whole", "grad_norm").Skip(whole.Overflows), norm => Assert.True(double.IsFinite(norm)));
    }

    [Fact]
    public void Gradients_that_no_scale_makes_finite_stop_the_training()
    {
        using var recipe = new RootOfNothing();
        var settings = _settings with { LossScale = 1, Epochs = 10 };
        var trainer = new Trainer(recipe, new SampleLoader(new NoiseSamples(TinyModels.Encoder(), 10), new LoaderSettings(2, 3)), settings, new RunFolder(_folder.File("run")));

        var thrown = Assert.Throws<NonFiniteGradientException>(() => trainer.Run(new { }, null, CancellationToken.None));

        Assert.Contains("in step 17, on noise", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("The last good checkpoint is", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scale_rises_after_many_clean_steps_and_falls_at_once()
    {
        var almost = new LossScale(1024, LossScale.GrowthInterval - 2).After(isFinite: true);

        Assert.Equal(new LossScale(1024, LossScale.GrowthInterval - 1), almost);
        Assert.Equal(new LossScale(2048, 0), almost.After(isFinite: true));
        Assert.Equal(new LossScale(512, 0), almost.After(isFinite: false));
        Assert.Equal(new LossScale(3e38, 0), new LossScale(3e38, LossScale.GrowthInterval - 1).After(isFinite: true));
    }

    [Fact]
    public void Half_precision_without_a_gpu_and_a_scale_of_nothing_are_refused()
    {
        var thrown = Assert.Throws<UserErrorException>(() => Train("run", _settings with { Precision = TrainingPrecision.Float16, LossScale = 0 }));

        Assert.Contains("float16 needs a GPU, and this is the cpu; bfloat16 works on both", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("a loss scaled by 0 must be", thrown.Message, StringComparison.Ordinal);
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
    public void A_run_folder_belongs_to_one_training_at_a_time()
    {
        using (new RunFolder(_folder.File("run")).Hold())
        {
            var thrown = Assert.Throws<UserErrorException>(() => Train("run", _settings));
            Assert.Contains("Another training writes into the run folder", thrown.Message, StringComparison.Ordinal);
        }

        Assert.True(Train("run", _settings).IsComplete);
    }

    [Fact]
    public void What_a_killed_training_left_unfinished_is_removed()
    {
        Train("run", _settings with { StopAfterSteps = 5 });
        var half = _folder.File("run/checkpoints/checkpoint_latest.pth.0123456789abcdef.tmp");
        File.WriteAllText(half, "half");

        Train("run", _settings);

        Assert.False(File.Exists(half));
        Assert.True(File.Exists(_folder.File("run/checkpoints/checkpoint_latest.pth")));
    }

    [Fact]
    public void A_checkpoint_of_another_recipe_is_refused()
    {
        Train("run", _settings with { StopAfterSteps = 1 });
        using var other = SeparationRecipe.Create(TinyModels.Encoder(), null, new SeparationObjective(), _settings, CPU);

        var thrown = Assert.Throws<CheckpointException>(
            () => TrainingCheckpoint.Read(_folder.File("run/checkpoints/checkpoint_latest.pth"), other.Name, other.Model, other.Optimizer, description: null));

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

    private double[] Column(string run, string name)
    {
        var rows = File.ReadLines(_folder.File($"{run}/history.csv")).Select(line => line.Split(',')).ToArray();
        var column = Array.IndexOf(rows[0], name);
        return [.. rows.Skip(1).Select(row => double.Parse(row[column], CultureInfo.InvariantCulture))];
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
