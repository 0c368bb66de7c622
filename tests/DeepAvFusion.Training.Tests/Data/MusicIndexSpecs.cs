using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Tests.Data;

public sealed class MusicIndexSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_id_of_several_rows_is_one_entry_with_all_its_files_and_instruments()
    {
        Sheet("music_solo", "aa,cello,0", "aa,acoustic guitar,1", "aa,acoustic guitar,2");
        Touch("cello/aa.000.mp4", "acoustic_guitar/aa.001.mp4");

        var clip = Assert.Single(MusicIndex.Read(_folder.Path, "music_solo", "test").Clips);

        Assert.Equal(["cello/aa.000.mp4", "acoustic_guitar/aa.001.mp4", "acoustic_guitar/aa.001.mp4"], clip.Files);
        Assert.Equal([1, 0], clip.Labels);
    }

    [Fact]
    public void An_id_of_both_lists_is_a_duet()
    {
        Sheet("music_solo", "aa,cello,0", "bb,flute,1");
        Sheet("music21_duet", "bb,cello,0", "cc,flute,1");
        Touch("cello/aa.000.mp4", "flute/bb.000.mp4", "cello/bb.000.mp4", "flute/cc.000.mp4");

        var solo = MusicIndex.Read(_folder.Path, "music", "test");

        Assert.Equal("aa", Assert.Single(solo.Clips).Id);
        Assert.Equal("cc", Assert.Single(MusicIndex.Read(_folder.Path, "music", "train").Clips).Id);         // of so few duets, every second is held out
        Assert.Equal(0, solo.Missing);
    }

    [Fact]
    public void Only_segments_are_clips()
    {
        Sheet("music_solo", "aa,cello,0", "bb,cello,1");
        Touch("cello/aa.000.mp4", "cello/aa.mp4", "cello/aa.000.wav", "cello/bb.mp4");

        var index = MusicIndex.Read(_folder.Path, "music_solo", "test");

        Assert.Equal(["cello/aa.000.mp4"], Assert.Single(index.Clips).Files);
        Assert.Equal(1, index.Missing);
    }

    private void Sheet(string name, params string[] rows)
    {
        Directory.CreateDirectory(_folder.File("anno"));
        File.WriteAllLines(_folder.File($"anno/{name}.csv"), ["id,instrument,n", .. rows]);
    }

    private void Touch(params string[] clips)
    {
        foreach (var clip in clips)
        {
            var path = _folder.File($"clips_360p_segm/{clip}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
    }
}
