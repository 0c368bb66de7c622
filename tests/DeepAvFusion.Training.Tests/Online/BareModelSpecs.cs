using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Metrics;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Training.Tests.Online;

/// <summary>Models that people bring are taught as the shipped one is: an encoder alone, all of whose labels are taught, and a classifier with labels of its own.</summary>
public sealed class BareModelSpecs : IDisposable
{
    private const int Each = 14;
    private static readonly string[] Kinds = ["kettle", "typewriter"];
    private readonly TemporaryFolder _folder = new();

    public BareModelSpecs() => TorchSharp.torch.set_num_threads(1);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, 0.75)]
    [InlineData(true, 0.45)]
    public void An_encoder_alone_is_taught_its_labels_from_nothing(bool isRandom, double bar)
    {
        var file = isRandom ? BareModels.RandomEncoder(_folder.File("vit.pth")) : BareModels.TrainedEncoder(_folder.File("vit.pth"));
        var settings = TeachingWorld.Model with { Checkpoint = file };
        using var network = AnalyzerOpener.OpenNetwork(settings, progress: null);
        var model = TeachableModel.Open(settings);
        Assert.Empty(model.Labels);
        using var learning = Open(model);
        Teach(learning, network);

        var outcome = learning.Fit(CancellationToken.None);

        var version = outcome.Version!;
        Assert.Equal(Kinds, version.Labels);
        var alarms = Assert.Single(version.Gates, gate => gate.Name == "false-events");
        Assert.Contains("no anchors came with this model", alarms.Note, StringComparison.Ordinal);
        Assert.True(isRandom || version.Passed, outcome.Text);
        Assert.True(new FileInfo(learning.FileOf(1)).Length < 100_000);
        network.Teach(learning.Weights(1));
        Assert.Equal(Kinds, network.Labels);
        Assert.Equal((true, 1, "vit (encoder only; labels taught here, regions and sounds untrained)"), (network.Identity.IsTrained, network.Identity.Version, network.Identity.Name));
        Assert.InRange(Kinds.Average(kind => Precision(network, learning, kind)), bar, 1);
        network.Teach(null);
        Assert.Equal((false, 16), (network.Identity.IsTrained, network.Labels.Count));
    }

    [Fact]
    public void Taught_heads_open_as_a_model_with_the_network_they_sit_on_or_are_refused()
    {
        var settings = TeachingWorld.Model with { Checkpoint = BareModels.RandomEncoder(_folder.File("vit.pth")) };
        using var network = AnalyzerOpener.OpenNetwork(settings, progress: null);
        using var learning = Open(TeachableModel.Open(settings));
        Teach(learning, network);
        learning.Fit(CancellationToken.None);
        var heads = settings with { Checkpoint = learning.FileOf(1) };
        network.Teach(learning.Weights(1));

        using (var opened = AnalyzerOpener.OpenNetwork(heads, progress: null))
        {
            Assert.Equal((network.Identity, 2), (opened.Identity, opened.Labels.Count));
            Assert.Equal(Answer(network), Answer(opened));
        }

        Assert.Equal(Kinds, TeachableModel.Open(heads).Labels);
        File.Move(_folder.File("vit.pth"), Path.Combine(Path.GetDirectoryName(learning.FileOf(1))!, "vit.pth"));
        AnalyzerOpener.OpenNetwork(heads, progress: null).Dispose();
        File.AppendAllText(Path.Combine(Path.GetDirectoryName(learning.FileOf(1))!, "vit.pth"), "x");
        Assert.Contains("another network", Assert.Throws<UserErrorException>(() => AnalyzerOpener.OpenNetwork(heads, progress: null)).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(Path.GetDirectoryName(learning.FileOf(1))!, "vit.pth"));
        Assert.Contains("is gone", Assert.Throws<UserErrorException>(() => TeachableModel.Open(heads)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LabelScoring.Sigmoid)]
    [InlineData(LabelScoring.Softmax)]
    public void A_classifier_keeps_what_it_says_of_its_labels_and_learns_others(LabelScoring scoring)
    {
        var settings = TeachingWorld.Model with { Recognition = BareModels.Classifier(_folder.File("head.pth"), scoring) };
        using var network = AnalyzerOpener.OpenNetwork(settings, progress: null);
        using var learning = Open(TeachableModel.Open(settings));
        Teach(learning, network);
        var came = Answer(network).ToList();

        var outcome = learning.Fit(CancellationToken.None);

        Assert.True(outcome.Version!.Passed, outcome.Text);
        network.Teach(learning.Weights(1));
        Assert.Equal([.. BareModels.Labels, .. Kinds], network.Labels);
        Assert.All(came.Zip(Answer(network)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.InRange(Kinds.Average(kind => Precision(network, learning, kind)), 0.75, 1);
        using var opened = AnalyzerOpener.OpenNetwork(settings with { Recognition = learning.FileOf(1) }, progress: null);
        Assert.Equal(network.Identity, opened.Identity);
        Assert.Equal(network.Labels, opened.Labels);
        Assert.Equal(Answer(network), Answer(opened));
    }

    [Fact]
    public void A_label_of_which_one_alone_can_be_true_is_corrected_against_the_others()
    {
        var settings = TeachingWorld.Model with { Recognition = BareModels.Classifier(_folder.File("head.pth"), LabelScoring.Softmax) };
        using var network = AnalyzerOpener.OpenNetwork(settings, progress: null);
        using var learning = Open(TeachableModel.Open(settings));
        foreach (var (number, window) in Windows(network, "kettle", SceneSeeds.Train(7000), Each).Index()) learning.Correct(TeachingWorld.Is("hum", $"{number}"), window);

        learning.Fit(CancellationToken.None);

        var held = Windows(network, "kettle", SceneSeeds.HeldOut(7000), 6);
        var weights = learning.Weights(1);
        Assert.All(held, window => Assert.True(learning.Score(weights, window.Features)[0] > learning.Score(null, window.Features)[0] + 0.2));
        network.Teach(weights);
        var seen = Windows(network, "kettle", SceneSeeds.HeldOut(7000), 1)[0];
        Assert.All(seen.Scores.Zip(learning.Score(weights, seen.Features)), pair => Assert.Equal(pair.First.Score, pair.Second, 0.01));
    }

    private OnlineLearning Open(TeachableModel model) => OnlineLearning.Open(TeachingWorld.Settings(_folder.File("learning")), model, TimeProvider.System);

    private static void Teach(OnlineLearning learning, AnalyzerNetwork network)
    {
        foreach (var kind in Kinds)
            foreach (var (number, window) in Windows(network, kind, SceneSeeds.Train(7000), Each).Index()) learning.Correct(TeachingWorld.Is(kind, $"{kind} {number}"), window);
        var old = new SceneWindows(network, new SceneSettings(), SceneSeeds.Train(7100));
        for (var index = 0; index < 30; index++) learning.Keep(old.See(old.Clip(index), new StreamId("yard")));
    }

    /// <summary>Average precision on windows with other backgrounds and mixtures; a third of them hold the kind.</summary>
    private static double Precision(AnalyzerNetwork network, OnlineLearning learning, string kind)
    {
        var others = new SceneWindows(network, new SceneSettings { Kinds = SceneKinds.All }, SceneSeeds.HeldOut(7100));
        var held = Windows(network, kind, SceneSeeds.HeldOut(7000), 10).Select(window => (IsHeard: 1f, Window: window))
            .Concat(Enumerable.Range(0, 20).Select(index => (IsHeard: 0f, Window: others.See(others.Clip(index), new StreamId("held")))));
        var scored = held.Select(one => (one.IsHeard, Score: (float)one.Window.Scores.Single(score => score.Label == kind).Score)).ToList();
        Assert.Equal(1, learning.Weights(1)!.Version);
        return RankedScores.AveragePrecision([.. scored.Select(one => one.Score)], [.. scored.Select(one => one.IsHeard)]);
    }

    private static List<TaughtWindow> Windows(AnalyzerNetwork network, string name, long seed, int count)
    {
        var kind = SceneKinds.Named(name);
        var windows = new SceneWindows(network, new SceneSettings { Kinds = [kind, SceneKinds.Named("dog"), SceneKinds.Named("bell")], SilenceChance = 0, PartialChance = 0 }, seed + kind.Index);
        return [.. Enumerable.Range(0, 100 * count).Select(index => windows.Clip(index)).Where(clip => clip.Heard[kind.Index] > 0).Take(count).Select(clip => windows.See(clip, new StreamId(name)))];
    }

    /// <summary>What a network says of one window.</summary>
    private static IEnumerable<double> Answer(AnalyzerNetwork network)
    {
        var windows = new SceneWindows(network, new SceneSettings(), SceneSeeds.HeldOut(7200));
        return windows.See(windows.Clip(3), new StreamId("one")).Scores.Select(score => (double)score.Score);
    }
}
