using System.Globalization;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Scenes;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Numerics;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Trainers;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Trainers;

/// <summary>
/// TorchSharp as it is shipped lets a collection free arguments while native code reads them; the build mends that (src/DeepAvFusion.Model/Native). DAVF_COLLECTION_SECONDS makes
/// the training here as long as one likes.
/// </summary>
public sealed class CollectionSpecs(ITestOutputHelper output) : IDisposable
{
    private const int BatchSize = 2;
    private const int Full = 100;                                            // one collection in so many is of all generations
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TrainingPrecision.Float32)]
    [InlineData(TrainingPrecision.BFloat16)]
    public void Training_goes_on_under_forced_collections(TrainingPrecision precision)
    {
        var settings = new TrainingSettings { Epochs = 1, WarmupEpochs = 0, BatchSize = BatchSize, Rate = 1e-4, ClipGradient = 1, LayerDecay = 0.9, Precision = precision };
        var encoder = EncoderPresets.Named("tiny");
        using var recipe = JointRecipe.Create(new JointConfig("tiny", encoder, SceneKinds.Names, LabelScoring.Sigmoid, IsDetailed: true), null, new JointLossSettings(), settings, CPU);
        var scenes = new SceneSamples(new SceneSettings(), SceneSeeds.Train(1), 1_000_000, encoder, new SceneTaskSettings());
        using var stop = new CancellationTokenSource(Duration());
        var report = new Collected(output, precision);

        using var collecting = new Collector(report);
        var outcome = new Trainer(recipe, new SampleLoader(scenes, new LoaderSettings(BatchSize)), settings, new RunFolder(_folder.File("run"))).Run(new { }, report, stop.Token);

        output.WriteLine($"{precision}: {outcome.State.Steps} steps, {report.Collections} collections, loss {outcome.Loss:0.0000}, live tensors {report.Least} to {report.Most}");
        Assert.True(report.Collections > outcome.State.Steps, $"only {report.Collections} collections in {outcome.State.Steps} steps");
        Assert.True(report.Most == report.Least, $"after the first steps there were {report.Least} to {report.Most} tensors");
    }

    private static TimeSpan Duration() => Environment.GetEnvironmentVariable("DAVF_COLLECTION_SECONDS") is { Length: > 0 } text
        ? TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture))
        : Usual;

    /// <summary>Looks after every step at the loss and at how many tensors this thread keeps alive.</summary>
    private sealed class Collected(ITestOutputHelper output, TrainingPrecision precision) : IProgress<TrainingProgress>
    {
        private const int FirstSteps = 3;                                    // in which the optimiser and the history make what they keep
        private const int Lines = 100;
        private long _collections;

        public long Collections => Interlocked.Read(ref _collections);

        public long Least { get; private set; } = long.MaxValue;

        public long Most { get; private set; } = long.MinValue;

        public void Count() => Interlocked.Increment(ref _collections);

        public void Report(TrainingProgress value)
        {
            Assert.True(double.IsFinite(value.Loss) && double.IsFinite(value.GradientNorm), $"step {value.Step}: loss {value.Loss}, gradients {value.GradientNorm}");
            if (value.Step <= FirstSteps) return;
            var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            (Least, Most) = (Math.Min(Least, live), Math.Max(Most, live));
            if (value.Step % Lines == 0) output.WriteLine($"{precision}: step {value.Step}, {Collections} collections, loss {value.Loss:0.0000}, {live} live tensors");
        }
    }

    /// <summary>Another thread that collects without end.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly ManualResetEventSlim _stop = new();
        private readonly Thread _thread;

        public Collector(Collected report)
        {
            _thread = new Thread(() =>
            {
                for (var i = 1; !_stop.Wait(Pause); i++)
                {
                    GC.Collect(i % Full == 0 ? GC.MaxGeneration : 0, GCCollectionMode.Forced, blocking: true);
                    report.Count();
                }
            });
            _thread.Start();
        }

        public void Dispose()
        {
            _stop.Set();
            _thread.Join();
            _stop.Dispose();
        }
    }
}
