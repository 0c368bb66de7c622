using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Online;
using DeepAvFusion.Training.Settings;
using TorchSharp;

namespace DeepAvFusion.Training.Tests.Online;

public sealed class OnlineLearningSpecs(TeachingWorld world) : IClassFixture<TeachingWorld>
{
    [Fact]
    public void What_operators_name_is_recognised_by_the_version_that_was_fitted_to_it_and_old_labels_stay_as_they_were()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.Path);
        world.Teach(learning);
        Assert.True(learning.IsDue(out _));
        var outcome = learning.Fit(CancellationToken.None);
        Assert.True(outcome.Version!.Passed, outcome.Text);
        Assert.Equal((VersionState.Candidate, 0), (outcome.Version.State, learning.Current));
        learning.Promote(1, "eve", "it holds all gates");
        Assert.Equal(1, learning.Current);
        using var network = AnalyzerOpener.OpenNetwork(TeachingWorld.Model, progress: null);
        network.Teach(learning.Weights(1));
        Assert.Equal((1, outcome.Version.Sha256), (network.Identity.Version, network.Identity.Sha256));
        var kettle = SceneKinds.Named("kettle");
        var held = new SceneWindows(network, new SceneSettings { Kinds = [kettle, SceneKinds.Named("dog"), SceneKinds.Named("bell")], SilenceChance = 0 }, SceneSeeds.HeldOut(7000));
        var windows = Enumerable.Range(0, 30).Select(index => held.Clip(index)).Select(clip => (Heard: clip.Heard[kettle.Index] > 0, Now: held.See(clip, new StreamId("a")))).ToList();
        Assert.True(windows.Where(window => window.Heard).Average(Score) > 0.5 + windows.Where(window => !window.Heard).Average(Score));
        Assert.Equal(18, windows[0].Now.Scores.Count);

        static double Score((bool Heard, TaughtWindow Now) window) => window.Now.Scores.Single(score => score.Label == "kettle").Score;
    }

    [Fact]
    public void A_version_s_file_opened_as_a_model_says_what_the_exchanged_weights_say_and_going_back_says_what_was_said_before()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.Path);
        world.Teach(learning);
        var version = learning.Fit(CancellationToken.None).Version!;
        using var network = AnalyzerOpener.OpenNetwork(TeachingWorld.Model, progress: null);
        using var opened = AnalyzerOpener.OpenNetwork(TeachingWorld.Model with { Checkpoint = learning.FileOf(1) }, progress: null);
        var came = Answer(network);
        network.Teach(learning.Weights(1));
        Assert.Equal(Answer(opened), Answer(network));
        Assert.Equal(network.Identity, opened.Identity);
        Assert.Equal(version.Labels, opened.Labels);
        Assert.Equal(came.Take(16), Answer(network).Take(16));
        network.Teach(null);
        Assert.Equal(came, Answer(network));
        Assert.Equal(0, network.Identity.Version);
    }

    [Fact]
    public void A_version_is_judged_on_the_classes_that_the_model_came_with()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.Path);
        world.Teach(learning, each: 6);
        learning.Fit(CancellationToken.None);
        var plan = TrainingSettingsFile.Load("joint", [], ["data.eval_size=8", "data.eval_pairs=2", "model.preset=tiny"]);
        using var came = new EvaluationSetup(plan, TeachingWorld.ShippedFile, torch.CPU);
        using var taught = new EvaluationSetup(plan, learning.FileOf(1), torch.CPU);
        Assert.Equal(["kettle", "typewriter"], taught.Unjudged);
        Assert.Empty(came.Unjudged);
        var (before, after) = (came.Evaluate(CancellationToken.None), taught.Evaluate(CancellationToken.None));
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, measure => Assert.Equal(measure.Value, after[measure.Key], 0.05));
    }

    [Fact]
    public void Corrections_of_one_label_alone_are_judged_by_its_scores()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.Path);
        foreach (var (number, window) in world.Taught["kettle"].Index()) learning.Correct(TeachingWorld.Is("dog", $"{number}"), window);
        var gain = learning.Fit(CancellationToken.None).Version!.Gates.Single(gate => gate.Name == "gain");
        Assert.True(gain.Value > 0.05 && gain.Holds, gain.Note);
    }

    [Fact]
    public void The_same_samples_give_the_same_weights_bit_for_bit()
    {
        var versions = Enumerable.Range(0, 2).Select(_ =>
        {
            using var folder = new TemporaryFolder();
            using var learning = world.Open(folder.Path);
            world.Teach(learning, each: 6);
            return learning.Fit(CancellationToken.None).Version!.Sha256;
        }).ToList();
        Assert.Equal(versions[0], versions[1]);
    }

    private static double[] Answer(AnalyzerNetwork network)
    {
        var windows = new SceneWindows(network, new SceneSettings(), SceneSeeds.HeldOut(3));
        return [.. windows.See(windows.Clip(5), new StreamId("a")).Scores.Select(score => Math.Round(score.Score, 5))];
    }
}
