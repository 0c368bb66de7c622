using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Tests.Data;

public sealed class VggSoundMusicIndexSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Listed_instruments_without_clips_keep_their_number()
    {
        Touch("playing_flute/aa_000010_000020.mp4");

        var index = Train("bb_000000,cello", "aa_000010,flute");

        Assert.Equal(["cello", "flute"], index.ClassNames);
        Assert.Equal([1], Assert.Single(index.Clips).Labels);
        Assert.Equal(1, index.Missing);
    }

    [Fact]
    public void An_id_of_several_instruments_has_all_their_labels()
    {
        Touch("playing_flute/aa_000010_000020.mp4", "playing_cello/aa_000030_000040.mp4", "playing_flute/aa_000050_000060.mp4");

        var clip = Assert.Single(Train("aa_000010,flute", "aa_000030,cello", "aa_000050,flute").Clips);

        Assert.Equal(3, clip.Files.Count);
        Assert.Equal([1, 0], clip.Labels);
    }

    private ClipIndex Train(params string[] rows)
    {
        File.WriteAllLines(_folder.File("list.txt"), rows);
        return VggSoundMusicIndex.Train(_folder.Path, _folder.File("list.txt"));
    }

    private void Touch(params string[] clips)
    {
        foreach (var clip in clips)
        {
            var path = _folder.File($"clips/{clip}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
    }
}
