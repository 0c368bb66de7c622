using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data.Indexing;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Training.Tests.Online;

/// <summary>What an operations engineer who trusts nobody tries first.</summary>
public sealed class ScepticSpecs(TeachingWorld world) : IClassFixture<TeachingWorld>
{
    [Fact]
    public void Corrections_of_which_a_fifth_is_wrong_make_no_version_that_may_be_used()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.Path);
        Flip(learning, (number, _) => number % 5 == 1, _ => "ann");
        var outcome = learning.Fit(CancellationToken.None);
        Assert.Contains(outcome.Version!.Gates, gate => gate is { Name: "disagreement", Holds: false });
        Assert.Equal(VersionState.Rejected, outcome.Version.State);
    }

    [Fact]
    public void Somebody_who_is_always_wrong_is_left_out_and_named()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.Path);
        Flip(learning, (number, _) => number % 4 == 1, number => number % 4 == 1 ? "mallory" : number % 2 == 0 ? "ann" : "bob");
        var version = learning.Fit(CancellationToken.None).Version!;
        Assert.Equal("mallory", Assert.Single(version.Quarantined).Who);
        Assert.DoesNotContain(version.Samples, id => learning.Sample(id)!.Correction?.Who == "mallory");
        Assert.Contains(version.Gates, gate => gate is { Name: "disagreement", Holds: true });
    }

    [Fact]
    public void A_fit_that_was_broken_off_leaves_nothing_and_is_due_again()
    {
        using var folder = new TemporaryFolder();
        using (var learning = world.Open(folder.Path))
        {
            world.Teach(learning);
            Assert.ThrowsAny<OperationCanceledException>(() => learning.Fit(new CancellationToken(canceled: true)));
        }
        Directory.CreateDirectory(Path.Combine(folder.Path, "versions", "1"));
        File.WriteAllText(Path.Combine(folder.Path, "versions", "1", "model.safetensors"), "half a model");
        using var again = world.Open(folder.Path);
        Assert.True(again.IsDue(out _));
        Assert.Empty(again.Versions);
        Assert.Equal(1, again.Fit(CancellationToken.None).Version!.Number);
    }

    [Fact]
    public void A_version_whose_file_is_gone_or_changed_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.Path);
        world.Teach(learning, each: 6);
        learning.Fit(CancellationToken.None);
        var file = learning.FileOf(1);
        var bytes = File.ReadAllBytes(file);
        bytes[^5] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains("changed", Assert.Throws<UserErrorException>(() => learning.Weights(1)).Message, StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => learning.Promote(1, "eve", "why not"));
        File.Delete(file);
        Assert.Contains("gone", Assert.Throws<UserErrorException>(() => learning.Weights(1)).Message, StringComparison.Ordinal);
        Assert.Equal(0, learning.Current);
    }

    [Fact]
    public void Samples_taken_out_and_in_again_give_the_same_weights()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        using var learning = world.Open(folder.Path);
        world.Teach(learning, each: 6);
        var store = new SampleStore(TeachingWorld.Settings(folder.Path), owns: false);
        store.Export(other.File("export/samples"));
        using var again = world.Open(other.File("learning"));
        Assert.Equal(store.All.Count, again.Import(other.File("export")));
        Assert.Equal(learning.Fit(CancellationToken.None).Version!.Sha256, again.Fit(CancellationToken.None).Version!.Sha256);
        Assert.Equal(0, again.Import(other.File("export")));
    }

    [Fact]
    public async Task What_was_taught_is_exported_as_a_data_set_to_finetune_on()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.File("learning"));
        foreach (var (number, window) in world.Taught["kettle"].Take(4).Index()) learning.Correct(TeachingWorld.Is("tea (kettle)", $"{number}"), window);
        Assert.Equal(4, await learning.ExportAsync(folder.File("export"), CancellationToken.None));
        var index = VggSoundIndex.Read(folder.File("export"), split: null);
        Assert.Equal((4, 0, "tea__kettle_"), (index.Clips.Count, index.Missing, Assert.Single(index.ClassNames)));
        await Assert.ThrowsAsync<UserErrorException>(() => learning.ExportAsync(folder.File("export"), CancellationToken.None));
    }

    [Fact]
    public void Two_programs_do_not_learn_in_one_folder()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.Path);
        Assert.Contains("another", Assert.Throws<UserErrorException>(() => world.Open(folder.Path)).Message, StringComparison.Ordinal);
        using var look = OnlineLearning.Look(TeachingWorld.Settings(folder.Path), world.Teachable);
        Assert.Empty(look.Versions);
    }

    [Fact]
    public void A_deleted_sample_takes_no_part_any_more()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.Path);
        world.Teach(learning, each: 6);
        Assert.True(learning.Delete(new SampleId(1)));
        Assert.False(learning.Delete(new SampleId(1)));
        var version = learning.Fit(CancellationToken.None).Version!;
        Assert.DoesNotContain(new SampleId(1), version.Samples.Concat(version.HeldOut));
    }

    [Fact]
    public async Task Media_that_are_empty_or_torn_stop_neither_a_fit_nor_an_export()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.File("learning"));
        world.Teach(learning, each: 6);
        learning.Correct(TeachingWorld.Is("kettle", "deaf and blind"), world.Taught["kettle"][8] with { Picture = default, Sound = default });
        File.WriteAllBytes(learning.PicturePath(new SampleId(1))!, []);
        File.WriteAllBytes(learning.SoundPath(new SampleId(2))!, []);
        Assert.NotNull(learning.Fit(CancellationToken.None).Version);
        Assert.Equal(10, await learning.ExportAsync(folder.File("export"), CancellationToken.None));
    }

    [Fact]
    public void A_version_that_cannot_be_written_ends_a_fit_with_one_line_and_the_next_one_is_made()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.Path);
        world.Teach(learning, each: 6);
        var inTheWay = Path.Combine(folder.Path, "versions", "1");
        File.WriteAllText(inTheWay, "");
        var error = Assert.Throws<UserErrorException>(() => learning.Fit(CancellationToken.None));
        Assert.StartsWith("Versions cannot be kept in", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(learning.Versions);
        File.Delete(inTheWay);
        Assert.Equal(1, learning.Fit(CancellationToken.None).Version!.Number);
    }

    [Fact]
    public void A_camera_that_was_moved_changes_no_other_stream()
    {
        using var folder = new TemporaryFolder();
        using var learning = world.Open(folder.Path);
        var moved = new SceneWindows(world.Network, new SceneSettings { SilenceChance = 0 }, SceneSeeds.Train(7300));
        foreach (var index in Enumerable.Range(0, 12))
        {
            var clip = moved.Clip(index);
            Array.Reverse(clip.Rgb);                                                          // upside down
            learning.Correct(TeachingWorld.Is("dog", $"{index}") with { Kind = CorrectionKind.IsNot }, moved.See(clip, new StreamId("moved")));
        }
        foreach (var window in world.Others) learning.Keep(window);
        var version = learning.Fit(CancellationToken.None).Version!;
        var (weights, dog) = (learning.Weights(version.Number), world.Teachable.Labels.ToList().IndexOf("dog"));
        foreach (var window in world.Others.Concat(world.Taught.Values.SelectMany(windows => windows)))
        {
            var (before, after) = (learning.Score(null, window.Features), learning.Score(weights, window.Features));
            Assert.Equal(before.Where((_, label) => label != dog), after.Where((_, label) => label != dog));
            Assert.Equal(before[dog] >= 0.5, after[dog] >= 0.5);
        }
    }

    [Fact]
    public void What_is_seen_is_learnt_from_the_region_that_was_marked()
    {
        var weights = new[] { new PictureBox(0, 0, 0.5, 1), new PictureBox(0.5, 0, 0.5, 1) }.Select(region =>
        {
            using var folder = new TemporaryFolder();
            using var learning = world.Open(folder.Path);
            foreach (var (number, window) in world.Taught["kettle"].Index()) learning.Correct(TeachingWorld.Is("kettle", $"{number}") with { Region = region }, window);
            learning.Fit(CancellationToken.None);
            return learning.Weights(1)!;
        }).ToList();
        Assert.NotEqual(weights[0].Layers[TaughtLayer.SeenPatches].Weight, weights[1].Layers[TaughtLayer.SeenPatches].Weight);
        Assert.Equal(weights[0].Layers[TaughtLayer.HeardPatches].Weight, weights[1].Layers[TaughtLayer.HeardPatches].Weight);
        Assert.Equal([false, true, false, true], RegionRows.Of(new PictureBox(0.5, 0, 0.5, 1), 4, 2)!);
        Assert.Equal(2, RegionRows.Of(new PictureBox(0.4, 0.4, 0.01, 0.01), 25, 2)!.Count(inside => inside));
        Assert.Null(RegionRows.Of(PictureBox.Whole, 6, 2));
    }

    /// <summary>Teaches both kinds, some windows under the other's name.</summary>
    private void Flip(OnlineLearning learning, Func<int, string, bool> isWrong, Func<int, string> who)
    {
        var labels = world.Taught.Keys.ToList();
        foreach (var (label, windows) in world.Taught)
            foreach (var (number, window) in windows.Index())
                learning.Correct(TeachingWorld.Is(isWrong(number, label) ? labels[1 - labels.IndexOf(label)] : label, $"{label} {number}", who(number)), window);
        foreach (var window in world.Others) learning.Keep(window);
    }
}
