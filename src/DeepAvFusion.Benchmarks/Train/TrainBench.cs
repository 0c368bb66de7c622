using System.Diagnostics;
using DeepAvFusion.Benchmarks.Beside;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Scenes;
using DeepAvFusion.Training.Numerics;
using DeepAvFusion.Training.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Benchmarks.Train;

/// <summary>One step of masked pre-training beside plain PyTorch, and how fast the data come.</summary>
public static class TrainBench
{
    private const double MostRatio = 1.05;
    private const double LeastGain = 1;
    private const double LeastWindowsPerSecond = 50;
    private const int CoresOfTheBar = 2;
    private const double Rate = 1e-5;
    private static readonly int[] Batches = [4];
    private static readonly int[] QuickBatches = [2];

    /// <exception cref="UserErrorException">The settings or the device cannot be used.</exception>
    public static BenchReport Run(BenchSettings settings)
    {
        settings.Check();
        set_num_threads(settings.Threads);
        var device = AnalyzerOpener.DeviceOf(settings.Device);
        var rows = new List<BenchRow>();
        using var plain = PlainTorch.Start(settings);
        foreach (var preset in settings.PresetsOr(["base"], ["base"]))
        {
            settings.Say($"{preset}: building");
            var config = AutoencoderConfig.Published(EncoderPresets.Named(preset));
            plain?.Drop();
            plain?.Build("autoencoder", PlainConfig.Of(config), device.type == DeviceType.CUDA ? device.ToString() : "cpu", "float32");
            var fastest = 0.0;
            using (var recipe = PretrainRecipe.Create(config, new TrainingSettings(), device))
            {
                recipe.Model.train();
                recipe.Optimizer.SetRates(_ => Rate);
                foreach (var batch in settings.BatchesOr(Batches, QuickBatches))
                {
                    settings.Say($"{preset}: step of {batch}");
                    rows.AddRange(Steps($"{preset}, batch {batch}", batch, settings, recipe, config.Encoder, plain, ref fastest));
                }
            }
            settings.Say($"{preset}: data");
            rows.AddRange(Data(preset, settings.Quick, config.Encoder, fastest));
        }
        return new BenchReport("train", "Masked pre-training (seconds a step) and its data", "plain PyTorch", rows,
        [
            "A step is forward, backward, norm of all gradients and AdamW. In bfloat16 weights and optimiser stay in float32 (mixed precision), on both sides.",
            $"Data are windows of the synthetic world, made on the fly by {Environment.ProcessorCount} workers.",
            PlainTorch.Note(plain),
        ]);
    }

    private static List<BenchRow> Steps(string name, int batch, BenchSettings settings, PretrainRecipe recipe, EncoderConfig encoder, PlainTorch? plain, ref double fastest)
    {
        var source = new SceneSamples(new SceneSettings(), SceneSeeds.Train(0), batch, encoder);
        var data = new AvBatch([.. Enumerable.Range(0, batch).Select(index => source.Read(index, new SampleDraw(0, 0, index), CancellationToken.None))]);
        var random = new Random(0);
        var taken = Turns.Take(settings.TurnsOrUsual,
            () => Step(recipe, data, random, TrainingPrecision.Float32, settings.Clock), plain is null ? null : () => plain.Step(batch, autocast: false),
            () => Step(recipe, data, random, TrainingPrecision.BFloat16, settings.Clock), plain is null ? null : () => plain.Step(batch, autocast: true));
        fastest = Math.Max(fastest, batch / Math.Min(Spread.Of([.. taken[0]!]).Median, Spread.Of([.. taken[2]!]).Median));
        return
        [
            BenchRow.Of($"{name}: float32 step", BenchUnit.Seconds, taken[0]!, taken[1], Bar.AtMost(MostRatio)),
            BenchRow.Of($"{name}: bfloat16 step", BenchUnit.Seconds, taken[2]!, taken[3]),
            new BenchRow($"{name}: bfloat16 is faster by", BenchUnit.Times, Spread.Ratio(taken[0]!, taken[2]!)) { Bar = Bar.AtLeast(LeastGain) },
        ];
    }

    /// <returns>Seconds of one step, as the trainer does it.</returns>
    private static double Step(PretrainRecipe recipe, AvBatch batch, Random random, TrainingPrecision precision, BenchClock clock)
    {
        using var scope = NewDisposeScope();
        var started = clock.Now();
        Tensor loss;
        using (Autocast.Enter(precision, recipe.Device))
            loss = recipe.Loss(batch, random, new Dictionary<string, double>());
        loss.backward();
        recipe.Optimizer.GradientNorm();
        recipe.Optimizer.Step();
        recipe.Optimizer.ZeroGradients();
        if (recipe.Device.type == DeviceType.CUDA)
            cuda.synchronize(recipe.Device);
        return clock.Now() - started;
    }

    private static IEnumerable<BenchRow> Data(string preset, bool quick, EncoderConfig encoder, double fastest)
    {
        const int batch = 8;
        var (warm, count) = (4 * batch, quick ? 128 : 512);
        var source = new SceneSamples(new SceneSettings(), SceneSeeds.Train(1), warm + count, encoder);
        var loader = new SampleLoader(source, new LoaderSettings(batch, Workers: Environment.ProcessorCount));
        var (read, started) = (0, 0L);
        foreach (var part in loader.Read(0, 0, CancellationToken.None))
        {
            if (read == warm)
                started = Stopwatch.GetTimestamp();
            read += part.Count;
        }
        var rate = (read - warm - batch) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        return
        [
            new BenchRow($"{preset}: data, windows", BenchUnit.PerSecond, Spread.Once(rate))
            {
                Bar = Environment.ProcessorCount >= CoresOfTheBar ? Bar.AtLeast(LeastWindowsPerSecond) : null,
                Remark = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{loader.Report.SamplesPerWorkerSecond:0.0} a worker"),
            },
            new BenchRow($"{preset}: data outrun training by", BenchUnit.Times, Spread.Once(rate / fastest)) { Bar = Bar.AtLeast(1) },
        ];
    }
}
