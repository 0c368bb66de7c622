using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Numerics;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Trainers;
using TorchSharp;

namespace DeepAvFusion.Training.Tests.Trainers;

/// <summary>A step gives back every tensor that it makes: by dispose scopes, not by finalizers.</summary>
public sealed class LiveTensorSpecs : IDisposable
{
    private const int Steps = 200;
    private const int FirstSteps = 3;                                        // in which the optimiser makes what it keeps

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pretrain", TrainingPrecision.Float32)]
    [InlineData("pretrain", TrainingPrecision.BFloat16)]
    [InlineData("linprobe", TrainingPrecision.Float32)]
    [InlineData("finetune", TrainingPrecision.Float32)]
    [InlineData("separation", TrainingPrecision.Float32)]
    [InlineData("segmentation", TrainingPrecision.Float32)]
    [InlineData("joint", TrainingPrecision.Float32)]
    [InlineData("joint", TrainingPrecision.BFloat16)]
    public void Two_hundred_steps_keep_no_tensor(string name, TrainingPrecision precision)
    {
        var settings = new TrainingSettings { Epochs = 1, WarmupEpochs = 0, BatchSize = 2, Rate = 1e-3, ClipGradient = 1, Precision = precision, LossScale = 1024 };
        using var recipe = TinyRecipes.Create(name, settings);
        var data = new SampleLoader(TinyRecipes.Data(name, Steps * settings.BatchSize), new LoaderSettings(settings.BatchSize));
        var counts = new Counts();

        new Trainer(recipe, data, settings, new RunFolder(_folder.File("run"))).Run(new { }, counts, CancellationToken.None);

        Assert.Equal(Steps, counts.Live.Count);
        Assert.Single(counts.Live.Skip(FirstSteps).Distinct());
        Assert.Single(counts.Orphans.Skip(FirstSteps).Distinct());
    }

    private sealed class Counts : IProgress<TrainingProgress>
    {
        /// <summary>Tensors that this thread made and nobody disposed.</summary>
        public List<long> Live { get; } = [];

        /// <summary>Those of them that no scope takes care of.</summary>
        public List<long> Orphans { get; } = [];

        public void Report(TrainingProgress value)
        {
            var statistics = DisposeScopeManager.Statistics;
            Live.Add(statistics.ThreadTotalLiveCount);
            Orphans.Add(statistics.CreatedOutsideScopeCount + statistics.DetachedFromScopeCount - statistics.DisposedOutsideScopeCount - statistics.AttachedToScopeCount);
        }
    }
}
