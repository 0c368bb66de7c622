using DeepAvFusion.Scenes.Generate;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Clips;
using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Tests.Data;

/// <summary>What the recorded listings leave open.</summary>
public sealed class IndexingSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_of_instruments_do_not_depend_on_which_clips_are_there()
    {
        Write("list.txt", "abcdefghijk_000010,cello\nbcdefghijkl_000020,accordion\ncdefghijklm_000030,violin\n");
        Write("clips/playing_cello/abcdefghijk_000010_000020.mp4");

        var index = VggSoundMusicIndex.Train(_folder.Path, _folder.File("list.txt"));

        Assert.Equal(["accordion", "cello", "violin__fiddle"], index.ClassNames);
        Assert.Equal(1, Assert.Single(index.Clips).Labels.Single());
        Assert.Equal(2, index.Missing);
    }

    [Fact]
    public void Segments_of_audioset_may_have_blanks_after_commas_or_none()
    {
        Write("annotations/class_labels_indices.csv", "index,mid,display_name\n0,/m/a,\"Speech, male\"\n1,/m/b,Dog\n");
        Write("annotations/eval_segments.csv", "# one\n# two\n# three\nabcdefghijk, 30.000, 40.000, \"/m/a,/m/b\"\nbcdefghijkl,0,10,\"/m/b\"\n");
        Write("clips/ab/abcdefghijk_000030_000040.mp4");
        Write("clips/bc/bcdefghijkl_000000_000010.mp4");

        var index = AudioSetIndex.Read(_folder.Path, "eval");

        Assert.Equal([[0, 1], [1]], index.Clips.Select(clip => clip.Labels.ToArray()));
        Assert.Equal(["Speech, male", "Dog"], index.ClassNames);
    }

    [Fact]
    public void A_video_that_is_listed_as_a_duet_too_never_tests()
    {
        Music(["aaa", "bbb", "ccc", "ddd"], duets: ["aaa", "eee"]);

        var (train, test) = (MusicIndex.Read(_folder.Path, "music", "train"), MusicIndex.Read(_folder.Path, "music", "test"));

        Assert.Equal(["bbb", "ddd"], test.Clips.Select(clip => clip.Id));
        Assert.Equal(["ccc", "eee"], train.Clips.Select(clip => clip.Id));
        Assert.Equal(["aaa", "ccc"], MusicIndex.Read(_folder.Path, "music_solo", "test").Clips.Select(clip => clip.Id));
    }

    [Fact]
    public void Files_beside_the_segments_of_a_video_are_none_of_them()
    {
        Music(["aaa", "bbb"], duets: []);
        Write("clips_360p_segm/cello/aaa.mp4");
        Write("clips_360p_segm/cello/aaa.001.mp4.part");

        Assert.Equal(["cello/aaa.000.mp4"], MusicIndex.Read(_folder.Path, "music_solo", "test").Clips.Single().Files);
    }

    /// <summary>Every layout that scenes are generated in is read back by the reader of that data set.</summary>
    [Theory]
    [InlineData("vggsound_music")]
    [InlineData("audioset")]
    [InlineData("flickr_soundnet")]
    public async Task Generated_layouts_are_read_back(string kind)
    {
        var root = _folder.File(kind);
        await SceneGenerator.GenerateAsync(
            new SceneGeneratorSettings(kind, kind == "vggsound_music" ? 6 : 5, 1, root) { Width = 96, Height = 64, FrameRate = 8, Workers = 2 }, new Progress<GenerationProgress>(), CancellationToken.None);

        if (kind == "flickr_soundnet")
        {
            var clips = FlickrSoundNetIndex.Read(root);
            Assert.Equal((5, 0), (clips.Ids.Count, clips.Missing));
            var sample = new FlickrSoundNetSamples(clips.Ids, root, 64).Read(0, new SampleDraw(0, 0, 0), CancellationToken.None);
            Assert.Contains(1f, sample.Map!);
            Assert.Contains(0f, sample.Map!);
            Write("list.csv", $"{clips.Ids[3]},1\nnowhere,2\n");
            var listed = FlickrSoundNetIndex.Read(root, _folder.File("list.csv"));
            Assert.Equal((clips.Ids[3], 1), (listed.Ids.Single(), listed.Missing));
        }
        else if (kind == "audioset")
        {
            var parts = new[] { "unbalanced_train", "balanced_train", "eval" }.Select(part => AudioSetIndex.Read(root, part)).ToArray();
            Assert.Equal([3, 1, 1], parts.Select(part => part.Clips.Count));
            Assert.All(parts, part => Assert.Equal((0, 16), (part.Missing, part.ClassNames.Count)));
        }
        else
        {
            var (train, pairs) = (VggSoundMusicIndex.Train(root, Path.Combine(root, "metadata", "vggmusic_train.txt")), ClipPairIndex.OfVggSoundMusic(root, Path.Combine(root, "metadata", "vggmusic_eval_ss.csv")));
            Assert.Equal((4, 0), (train.Clips.Count, train.Missing));
            Assert.Empty(pairs.Pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Intersect(train.Clips.SelectMany(clip => clip.Files)));
        }
    }

    [Fact]
    public void A_class_that_leads_out_of_the_folder_is_missing()
    {
        Write("annotations/vggsound.csv", "abcdefghijk,10,../elsewhere,train\n");
        Write("clips/dog/keep");
        Write("elsewhere/abcdefghijk_000010_000020.mp4");

        Assert.Equal((0, 1), (VggSoundIndex.Read(_folder.Path, "train").Clips.Count, VggSoundIndex.Read(_folder.Path, "train").Missing));
    }

    [Fact]
    public void The_sound_of_a_short_clip_goes_on_backwards_and_then_forwards_again()
    {
        var clip = new DecodedClip([], [1, 2, 3]);

        Assert.Equal([1, 2, 3, 3, 2, 1, 1], clip.Sound(0, 7));
        Assert.Equal([2, 3], clip.Sound(5, 2));
    }

    [Fact]
    public void Where_classes_are_drawn_a_rare_one_comes_as_often_as_a_common_one()
    {
        foreach (var name in new[] { "common", "rare" })
            Ffmpeg.Run("-f", "lavfi", "-i", "color=white:size=32x32:rate=4:duration=3", "-f", "lavfi", "-i", "sine=duration=3", "-c:v", "libx264", "-c:a", "aac", _folder.File($"{name}.mp4"));
        var clips = Enumerable.Range(0, 9).Select(i => new ClipEntry($"common {i}", ["common.mp4"], [0])).Append(new ClipEntry("rare", ["rare.mp4"], [2]));
        var index = new ClipIndex([.. clips], _folder.Path, ["common", "none", "rare"], IsMultiLabel: true, Missing: 0) { DrawsClasses = true };
        var samples = new ClipSamples(index, new ClipWindow(training: true, size: 32), new ClipDecoder(shortSide: 32));

        var rare = Enumerable.Range(0, 10).Count(i => samples.Read(i, new SampleDraw(1, 0, i), CancellationToken.None) is { Label: 2, Name: "rare.mp4" });

        Assert.InRange(rare, 2, 8);
    }

    private void Music(string[] solos, string[] duets)
    {
        Write("anno/music_solo.csv", "id,instrument,n\n" + string.Concat(solos.Select(id => $"{id},cello,1\n")));
        Write("anno/music21_duet.csv", "id,instrument,n\n" + string.Concat(duets.Select(id => $"{id},cello,1\n")));
        foreach (var id in solos.Union(duets)) Write($"clips_360p_segm/cello/{id}.000.mp4");
    }

    private void Write(string name, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), text);
    }
}
