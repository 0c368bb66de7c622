using DeepAvFusion.Core;
using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Tests.Data;

public sealed class ClipPairSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Listed_pairs_are_found_under_short_and_long_names_and_missing_ones_counted()
    {
        Touch("playing_cello/aa_000010_000020.mp4");
        Touch("playing_violin__fiddle/b_b_000000_000010.mp4");
        var list = List("id1,id2,cls1,cls2,kind", "aa_10,b_b_0,cello,violin,duet", "aa_10,cc_0,cello,flute,duet");

        var index = ClipPairIndex.OfVggSoundMusic(_folder.Path, list);

        Assert.Equal([("playing_cello/aa_000010_000020.mp4", "playing_violin__fiddle/b_b_000000_000010.mp4")], index.Pairs);
        Assert.Equal(1, index.Missing);
    }

    [Fact]
    public void A_list_that_is_missing_or_of_another_kind_or_without_clips_is_named()
    {
        Assert.Contains("nowhere.csv", Refused(_folder.File("nowhere.csv")), StringComparison.Ordinal);
        Assert.Contains("2 fields where 4 belong", Refused(List("aa_10,cello", "bb_10,cello")), StringComparison.Ordinal);
        Assert.Contains("lists no pair", Refused(List("id1,id2,cls1,cls2,kind")), StringComparison.Ordinal);
        Assert.Contains("playing_cello/aa_000010_000020.mp4", Refused(List("header", "aa_10,bb_0,cello,flute,duet")), StringComparison.Ordinal);
        Assert.Contains("'ten'", Refused(List("header", "aa_ten,bb_0,cello,flute,duet")), StringComparison.Ordinal);
    }

    [Fact]
    public void Drawn_pairs_have_no_class_in_common_and_come_again_by_their_seed()
    {
        var clips = Clips(10, classes: 3);

        var pairs = ClipPairIndex.Draw(clips, 20, 7).Pairs;

        Assert.Equal(20, pairs.Distinct().Count());
        Assert.All(pairs, pair => Assert.NotEqual(int.Parse(pair.First) % 3, int.Parse(pair.Second) % 3));
        Assert.Equal(pairs, ClipPairIndex.Draw(clips, 20, 7).Pairs);
        Assert.NotEqual(pairs, ClipPairIndex.Draw(clips, 20, 8).Pairs);
    }

    [Fact]
    public void Few_clips_give_each_pair_once()
    {
        Assert.Equal(3, ClipPairIndex.Draw(Clips(3, classes: 3), 100, 1).Pairs.Count);
        Assert.Single(ClipPairIndex.Draw(Clips(2, classes: 1), 100, 1).Pairs);
        Assert.Contains("mixtures of two clips", Assert.Throws<UserErrorException>(() => ClipPairIndex.Draw(Clips(1, classes: 1), 5, 1)).Message, StringComparison.Ordinal);
    }

    private static ClipIndex Clips(int count, int classes) => new(
        [.. Enumerable.Range(0, count).Select(i => new ClipEntry($"{i}", [$"{i}"], [i % classes]))], "clips", [.. Enumerable.Range(0, classes).Select(i => $"{i}")], IsMultiLabel: false, Missing: 0);

    private string Refused(string list) => Assert.Throws<UserErrorException>(() => ClipPairIndex.OfVggSoundMusic(_folder.Path, list)).Message;

    private string List(params string[] lines)
    {
        File.WriteAllLines(_folder.File("pairs.csv"), lines);
        return _folder.File("pairs.csv");
    }

    private void Touch(string clip)
    {
        var path = Path.Combine(_folder.Path, "clips", clip);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
    }
}
