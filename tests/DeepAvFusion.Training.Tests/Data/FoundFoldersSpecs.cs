using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Tests.Data;

/// <summary>Data sets as people have them: with strays of desktops and network drives, other headings, blanks and layouts.</summary>
public sealed class FoundFoldersSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Strays_and_absent_folders_never_shift_classes()
    {
        Write("annotations/vggsound.csv", "abcdefghijk,10,dog,train\nbcdefghijkl,10,frog,train\ncdefghijklm,10,cat,test\n");
        Write("clips/dog/abcdefghijk_000010_000020.mp4");
        Write("clips/frog/bcdefghijkl_000010_000020.mp4");
        Write("clips/cat/cdefghijklm_000010_000020.mp4");
        var before = VggSoundIndex.Read(_folder.Path, "train");
        Directory.Delete(_folder.File("clips/cat"), recursive: true);
        foreach (var stray in new[] { "@eaDir/dog/x.jpg", ".DS_Store", "Thumbs.db", ".hidden/a", "zz_other/bcdefghijkl_000010_000020.mp4", "dog/Thumbs.db", "dog/@eaDir/x", "dog/._abcdefghijk_000010_000020.mp4" }) Write($"clips/{stray}");
        Directory.CreateDirectory(_folder.File("clips/aardvark"));

        var after = VggSoundIndex.Read(_folder.Path, "train");

        Assert.Equal(["cat", "dog", "frog"], after.ClassNames);
        Assert.Equal(before.Clips.SelectMany(clip => clip.Labels), after.Clips.SelectMany(clip => clip.Labels));
        Assert.Equal(
            ["clips/.DS_Store", "clips/.hidden/", "clips/@eaDir/", "clips/Thumbs.db", "clips/aardvark/", "clips/dog/._abcdefghijk_000010_000020.mp4", "clips/dog/@eaDir/", "clips/dog/Thumbs.db", "clips/zz_other/"],
            StrayEntries.Find("vggsound", _folder.Path, null));
        Assert.Equal([".DS_Store", ".hidden", "@eaDir", "Thumbs.db", "aardvark"], VggSoundIndex.Read(_folder.Path, "train", ClassNumbers.Folders).ClassNames.Take(5));
    }

    [Fact]
    public void A_class_of_the_list_without_clips_is_no_stray()
    {
        Write("annotations/vggsound.csv", "abcdefghijk,10,dog,train\nbcdefghijkl,10,cat,train\n");
        Write("clips/dog/abcdefghijk_000010_000020.mp4");
        Directory.CreateDirectory(_folder.File("clips/cat"));

        Assert.Empty(StrayEntries.Find("vggsound", _folder.Path, null));
        Assert.Equal(1, VggSoundIndex.Read(_folder.Path, "train").Missing);
    }

    [Theory]
    [InlineData("abcdefghijk,10,\"engine, idling\",train\n")]
    [InlineData("abcdefghijk, 10, \"engine, idling\", train\r\n")]
    [InlineData("\ufeff# a note\n\n  \nid,start seconds,label,split\nabcdefghijk , 10.0 , \"engine, idling\" , train")]
    public void Lists_of_vggsound_are_read_by_content(string list)
    {
        Write("annotations/vggsound.csv", list);
        Write("clips/engine__idling/abcdefghijk_000010_000020.mp4");

        Assert.Equal(["engine__idling/abcdefghijk_000010_000020.mp4"], Assert.Single(VggSoundIndex.Read(_folder.Path, "train").Clips).Files);
    }

    [Theory]
    [InlineData("clips/dog_barking/abcdefghijk_000010_000020.mp4")]
    [InlineData("clips/dog barking/abcdefghijk_000010_000020.mp4")]
    [InlineData("clips/abcdefghijk_000010_000020.mp4")]
    [InlineData("clips/abcdefghijk_000010.mp4")]
    public void Clips_of_vggsound_are_found_with_and_without_folders_of_classes(string clip)
    {
        Write("annotations/vggsound.csv", "abcdefghijk,10,dog barking,train\n");
        Write(clip);

        Assert.Equal([clip["clips/".Length..]], Assert.Single(VggSoundIndex.Read(_folder.Path, "train").Clips).Files);
        Assert.Empty(StrayEntries.Find("vggsound", _folder.Path, null));
    }

    [Theory]
    [InlineData("abcdefghijk,30,40,\"/m/a,/m/b\"\n")]
    [InlineData("# one\nabcdefghijk, 30.000, 40.000, \"/m/a, /m/b\"\n")]
    [InlineData("# one\n# two\n# three\n# four\nYTID, start_seconds, end_seconds, positive_labels\n\nabcdefghijk,30,40,/m/a,/m/b\n# the end\n")]
    public void Lists_of_audioset_are_read_by_content(string list)
    {
        Write("annotations/class_labels_indices.csv", "# classes\n1,/m/b,\"Speech, male\"\n0,/m/a,Dog\n");
        Write("annotations/eval_segments.csv", list);
        Write("clips/abcdefghijk_000030_000040.mp4");
        Write("clips/Thumbs.db");

        var index = AudioSetIndex.Read(_folder.Path, "eval");

        Assert.Equal(["Dog", "Speech, male"], index.ClassNames);
        Assert.Equal([0, 1], Assert.Single(index.Clips).Labels);
        Assert.Equal(["clips/Thumbs.db"], StrayEntries.Find("audioset", _folder.Path, null));
    }

    [Fact]
    public void Classes_of_audioset_that_are_numbered_with_gaps_are_refused()
    {
        Write("annotations/class_labels_indices.csv", "index,mid,display_name\n0,/m/a,Dog\n2,/m/b,Cat\n");
        Write("annotations/eval_segments.csv", "abcdefghijk,30,40,/m/a\n");

        Assert.Contains("numbers one of them 2; numbers go from 0 to 1", Assert.Throws<Core.UserErrorException>(() => AudioSetIndex.Read(_folder.Path, "eval")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Segments_of_music_are_found_in_clips_and_beside_the_folders_of_instruments()
    {
        Write("anno/music_solo.csv", "aa, cello, 0\nbb, acoustic guitar, 1\n");
        Write("clips/aa.000.mp4");
        Write("clips/bb.000.mp4");
        Write("clips/cc.000.mp4");

        var (train, test) = (MusicIndex.Read(_folder.Path, "music_solo", "train"), MusicIndex.Read(_folder.Path, "music_solo", "test"));

        Assert.Equal(["aa.000.mp4", "bb.000.mp4"], test.Clips.Concat(train.Clips).SelectMany(clip => clip.Files));
        Assert.Equal(["acoustic_guitar", "cello"], test.ClassNames);
        Assert.Equal(["clips/cc.000.mp4"], StrayEntries.Find("music_solo", _folder.Path, null));
    }

    [Fact]
    public void Strays_of_frames_and_maps_are_told()
    {
        Write("metadata.csv", "vid, uid, s_min, s_sec, a_obj, split, label\na, a_1, 0, 0, man, train, v1s\n");
        Write("label2idx.json", "{\"background\": 1, \"man\": 2}");
        Write("v1s/a_1/audio.wav");
        Write("v1s/@eaDir/x");
        Assert.Equal(["v1s/@eaDir/"], StrayEntries.Find("avsbench_s4", _folder.Path, null));

        foreach (var file in new[] { "Annotations/1.xml", "Annotations/._1.xml", "frames/1.jpg", "frames/Thumbs.db", "audio/1.wav" }) Write(file);
        Assert.Equal(0, FlickrSoundNetIndex.Read(_folder.Path).Missing);
        Assert.Equal(["frames/Thumbs.db", "Annotations/._1.xml"], StrayEntries.Find("flickr_soundnet", _folder.Path, null));
    }

    private void Write(string name, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), text);
    }
}
