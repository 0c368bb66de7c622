using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Training.Tests.Online;

public sealed class SampleStoreSpecs(TeachingWorld world) : IClassFixture<TeachingWorld>
{
    [Fact]
    public void Different_windows_are_told_apart_and_copies_of_one_are_one_sample()
    {
        using var folder = new TemporaryFolder();
        var store = Open(folder);
        foreach (var (number, window) in world.Taught["kettle"].Index()) Assert.NotNull(store.Add(TeachingWorld.Is("kettle", $"{number}"), window).Id);
        for (var copy = 0; copy < 500; copy++) Assert.Null(store.Add(TeachingWorld.Is("kettle", $"copy {copy}"), world.Taught["kettle"][0]).Id);
        Assert.Equal(world.Taught["kettle"].Count, store.All.Count);
    }

    [Fact]
    public void Samples_are_there_again_after_a_stop_and_what_a_stop_left_behind_is_cleared_away()
    {
        using var folder = new TemporaryFolder();
        var window = world.Others[0];
        var id = Open(folder).Add(TeachingWorld.Is("door bell", "1"), window).Id!.Value;
        Assert.True(Open(folder).Offer(world.Others[1]));
        File.WriteAllText(Path.Combine(folder.Path, "samples", "s00000009.features"), "half a sample");
        File.WriteAllText(Path.Combine(folder.Path, "samples", "s00000010.json.tmp"), "{");
        var again = Open(folder);
        Assert.Equal((2, 0), (again.All.Count, again.Damaged));
        Assert.Equal("door bell", again.All.First().Correction!.Label);
        Assert.Equal(window.Features.ToBytes(), again.Features(id)!.ToBytes());
        Assert.True(new FileInfo(again.PicturePath(id)!).Length > 0 && new FileInfo(again.SoundPath(id)!).Length > 96_000);
        Assert.Equal((null, null), (again.PicturePath(again.All.Last().Id), again.SoundPath(again.All.Last().Id)));                // nobody spoke of that one
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(folder.Path, "samples")), file => file.EndsWith(".tmp", StringComparison.Ordinal) || file.Contains("s00000009", StringComparison.Ordinal));
    }

    [Fact]
    public void Damaged_samples_are_left_out_and_counted()
    {
        using var folder = new TemporaryFolder();
        var store = Open(folder);
        for (var i = 0; i < 4; i++) store.Add(TeachingWorld.Is("door bell", $"{i}"), world.Others[i]);
        File.WriteAllText(Path.Combine(folder.Path, "samples", "s00000001.json"), "{ \"Id\": 7 }");
        File.WriteAllBytes(Path.Combine(folder.Path, "samples", "s00000002.features"), [1, 2, 3]);
        var again = Open(folder);
        Assert.Equal((3, 1), (again.All.Count, again.Damaged));
        Assert.Null(again.Features(new SampleId(2)));
        Assert.Equal((2, 2), (again.All.Count, again.Damaged));
    }

    [Fact]
    public void Of_two_corrections_that_contradict_each_other_both_are_kept_and_the_later_counts()
    {
        using var folder = new TemporaryFolder();
        var store = Open(folder);
        store.Add(TeachingWorld.Is("dog", "1"), world.Others[0]);
        Assert.Contains("contradicts", store.Add(TeachingWorld.Is("dog", "1") with { Kind = CorrectionKind.IsNot }, world.Others[0]).Note, StringComparison.Ordinal);
        Assert.Equal(2, store.All.Count);
        var curriculum = Curriculum.Of(world.Teachable.Labels, [.. store.All.Select(sample => (sample, store.Features(sample.Id)!))], [], TeachingWorld.Settings(folder.Path));
        Assert.False(Assert.Single(curriculum.Fitted).Said[world.Teachable.Labels.ToList().IndexOf("dog")]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("door\nbell")]
    [InlineData("door\u0007bell")]
    public void Labels_that_are_none_are_refused_in_one_line(string label)
    {
        using var folder = new TemporaryFolder();
        Assert.DoesNotContain('\n', Assert.Throws<UserErrorException>(() => Open(folder).Add(TeachingWorld.Is(label, "1"), world.Others[0])).Message);
    }

    [Fact]
    public void A_label_of_ten_thousand_characters_is_refused_and_not_repeated()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<UserErrorException>(() => Open(folder).Add(TeachingWorld.Is(new string('x', 10_000), "1"), world.Others[0]));
        Assert.InRange(error.Message.Length, 1, 200);
    }

    [Fact]
    public void Windows_whose_features_are_no_numbers_are_refused_and_leave_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var store = Open(folder);
        var broken = new WindowFeatures(world.Others[0].Features.Layers.ToDictionary(layer => layer, layer => world.Others[0].Features[layer]! with { Values = [Half.NaN, .. world.Others[0].Features[layer]!.Values[1..]] }));
        Assert.Throws<UserErrorException>(() => store.Add(TeachingWorld.Is("dog", "1"), world.Others[0] with { Features = broken }));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, "samples")));
    }

    [Fact]
    public void The_number_of_a_deleted_sample_is_never_another_s()
    {
        using var folder = new TemporaryFolder();
        var store = Open(folder);
        for (var i = 0; i < 3; i++) store.Add(TeachingWorld.Is("door bell", $"{i}"), world.Others[i]);
        store.Export(folder.File("export"));
        Assert.True(store.Delete(new SampleId(3)) && store.Delete(new SampleId(2)));
        var again = Open(folder);
        Assert.Equal(new SampleId(4), again.Add(TeachingWorld.Is("door bell", "4"), world.Others[4]).Id);
        Assert.Equal(2, again.Import(folder.File("export")));
        Assert.Equal([1, 4, 5, 6], again.All.Select(sample => sample.Id.Number));
    }

    [Fact]
    public void A_full_disk_is_one_line_and_leaves_nothing_half()
    {
        using var folder = new TemporaryFolder();
        var store = Open(folder);
        var full = Path.Combine(folder.Path, "samples", "s00000001.features.tmp");
        File.CreateSymbolicLink(full, "/dev/full");
        var error = Assert.Throws<UserErrorException>(() => store.Add(TeachingWorld.Is("dog", "1"), world.Others[0]));
        Assert.StartsWith("Samples cannot be kept in", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(store.All);
        File.Delete(full);
        Assert.NotNull(store.Add(TeachingWorld.Is("dog", "1"), world.Others[0]).Id);
        Assert.Single(Open(folder).All);
    }

    [Fact]
    public void A_region_is_kept_with_what_was_said_and_one_outside_of_the_picture_is_refused()
    {
        using var folder = new TemporaryFolder();
        Open(folder).Add(TeachingWorld.Is("dog", "1") with { Region = new PictureBox(0.5, 0.25, 0.5, 0.5) }, world.Others[0]);
        Assert.Equal(new PictureBox(0.5, 0.25, 0.5, 0.5), Assert.Single(Open(folder).All).Correction!.Region);
        foreach (var none in new PictureBox[] { new(0.6, 0, 0.5, 1), new(-0.1, 0, 0.5, 0.5), new(0, 0, 0, 1), new(double.NaN, 0, 1, 1) })
            Assert.Contains("lie within it", Assert.Throws<UserErrorException>(() => Open(folder).Add(TeachingWorld.Is("dog", "2") with { Region = none }, world.Others[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_store_is_bounded_and_the_label_that_has_most_gives_way()
    {
        using var folder = new TemporaryFolder();
        var store = new SampleStore(TeachingWorld.Settings(folder.Path) with { Samples = 5, Reservoir = 3 }, owns: true);
        store.Add(TeachingWorld.Is("kettle", "1"), world.Taught["kettle"][0]);
        foreach (var (number, window) in world.Others.Take(10).Index()) store.Add(TeachingWorld.Is("yard", $"{number}"), window);
        foreach (var window in world.Others) store.Offer(window);
        Assert.Equal((5, 3), (store.All.Count(sample => sample.Correction is not null), store.All.Count(sample => sample.Correction is null)));
        Assert.Contains(store.All, sample => sample.Correction?.Label == "kettle");
        Assert.Equal(8, Directory.EnumerateFiles(Path.Combine(folder.Path, "samples"), "*.json").Count());
    }

    private static SampleStore Open(TemporaryFolder folder) => new(TeachingWorld.Settings(folder.Path), owns: true);
}
