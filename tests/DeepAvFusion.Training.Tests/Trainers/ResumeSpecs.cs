using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Numerics;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Tests.Data;
using DeepAvFusion.Training.Trainers;

namespace DeepAvFusion.Training.Tests.Trainers;

/// <summary>A training that was stopped, however it was, goes on as if nothing had been.</summary>
public sealed class ResumeSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrainingSettings _settings = new() { Epochs = 2, WarmupEpochs = 0.5, BatchSize = 2, Accumulate = 2, Rate = 1e-2, Seed = 3, ClipGradient = 1, EvaluateEvery = 1 };

    public void Dispose() => _folder.Dispose();

    /// <summary>Weights, statistics of batch norm, state of the optimiser, loss scale, order of the data, and the history; batches accumulated, prepared by two workers.</summary>
    [Theory]
    [InlineData("pretrain", TrainingPrecision.Float32)]
    [InlineData("pretrain", TrainingPrecision.BFloat16)]
    [InlineData("linprobe", TrainingPrecision.Float32)]
    [InlineData("finetune", TrainingPrecision.Float32)]
    [InlineData("separation", TrainingPrecision.Float32)]
    [InlineData("segmentation", TrainingPrecision.BFloat16)]
    [InlineData("joint", TrainingPrecision.Float32)]
    public void Every_recipe_goes_on_bit_for_bit(string recipe, TrainingPrecision precision)
    {
        var settings = _settings with { Precision = precision, LossScale = precision == TrainingPrecision.BFloat16 ? 1024 : null };
        Train(recipe, "whole", settings);
        Train(recipe, "parts", settings with { StopAfterSteps = 1 });
        Train(recipe, "parts", settings with { StopAfterSteps = 3 });
        Assert.Equal(4, Train(recipe, "parts", settings).State.Steps);

        foreach (var file in new[] { "checkpoints/checkpoint_latest.pth", "checkpoints/checkpoint_best.pth", "history.csv", "history.jsonl" })
            Assert.True(File.ReadAllBytes(_folder.File($"whole/{file}")).SequenceEqual(File.ReadAllBytes(_folder.File($"parts/{file}"))), file);
    }

    [Fact]
    public void An_evaluation_that_was_stopped_is_caught_up_on()
    {
        using var stop = new CancellationTokenSource();
        var stopped = Train("pretrain", "run", _settings, cancellation =>
        {
            stop.Cancel();
            cancellation.ThrowIfCancellationRequested();
            return new Dictionary<string, double>();
        }, stop.Token);
        Assert.Equal((1, false), (stopped.State.Epoch, stopped.IsComplete));
        Assert.Empty(File.ReadAllLines(_folder.File("run/history.jsonl")));

        Train("pretrain", "run", _settings);

        Assert.All(File.ReadAllLines(_folder.File("run/history.jsonl")), line => Assert.Contains("score", line, StringComparison.Ordinal));
        Assert.Equal(2, File.ReadAllLines(_folder.File("run/history.jsonl")).Length);
    }

    [Fact]
    public void A_complete_training_says_where_it_ended()
    {
        var first = Train("pretrain", "run", _settings);

        var again = Train("pretrain", "run", _settings);

        Assert.Equal((first.Loss, first.State, true, 0L), (again.Loss, again.State, again.IsComplete, again.Data.Samples));
    }

    [Fact]
    public void The_history_tells_the_rate_that_a_step_was_made_with()
    {
        Train("pretrain", "run", _settings);

        var rows = File.ReadLines(_folder.File("run/history.csv")).Skip(1).Select(line => Array.ConvertAll(line.Split(',')[..3], cell => double.Parse(cell, CultureInfo.InvariantCulture))).ToArray();
        Assert.Equal([0, 0.4, 1, 1.4], rows.Select(row => row[1]));                  // five batches an epoch, the last of which fills no step
        Assert.Equal(0, rows[0][2]);
        Assert.Equal(0.8 * 1e-2, rows[1][2], 12);
    }

    [Fact]
    public void Accumulation_that_does_not_go_with_the_checkpoint_is_refused()
    {
        Train("pretrain", "run", _settings with { Accumulate = 1, StopAfterSteps = 3 });

        var thrown = Assert.Throws<UserErrorException>(() => Train("pretrain", "run", _settings));

        Assert.Contains("stands at batch 3", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_names_the_folder_and_the_last_good_one()
    {
        Directory.CreateDirectory(_folder.File("run/checkpoints/checkpoint_0001.pth"));

        var thrown = Assert.Throws<UserErrorException>(() => Train("pretrain", "run", _settings with { SaveEvery = 1 }));

        Assert.Contains("run' cannot be written: checkpoint_0001.pth: is a directory", thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith("The last good checkpoint is " + _folder.File("run/checkpoints/checkpoint_latest.pth") + ".", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_that_are_no_numbers_stop_before_they_ruin_the_weights()
    {
        using var recipe = new RootOfNothing();
        var trainer = new Trainer(recipe, new SampleLoader(new NoiseSamples(TinyModels.Encoder(), 10), new LoaderSettings(2, 3)), _settings, new RunFolder(_folder.File("run")));

        var thrown = Assert.Throws<NonFiniteGradientException>(() => trainer.Run(new { }, null, CancellationToken.None));

        Assert.Contains("in step 1, on noise", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, recipe.Model.parameters().Count(parameter => parameter.isnan().any().item<bool>()));
    }

    private TrainingOutcome Train(
        string name, string run, TrainingSettings settings, Func<CancellationToken, IReadOnlyDictionary<string, double>>? evaluation = null, CancellationToken cancellation = default)
    {
        using var recipe = TinyRecipes.Create(name, settings);
        recipe.Evaluation = evaluation ?? (_ => new Dictionary<string, double> { ["score"] = 1 });
        var loader = new SampleLoader(TinyRecipes.Data(name, 10), new LoaderSettings(settings.BatchSize, settings.Seed, Workers: 2));
        return new Trainer(recipe, loader, settings, new RunFolder(_folder.File(run))).Run(new { }, null, cancellation);
    }
}
