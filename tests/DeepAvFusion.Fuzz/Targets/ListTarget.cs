using System.Text;
using DeepAvFusion.Core;
using DeepAvFusion.Fuzz.Running;
using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Fuzz.Targets;

/// <summary>Lists and annotations of data sets in a folder with a few clips, and one clip outside that none of them may lead to. The first line of an input says which list it is.</summary>
internal sealed class ListTarget : FuzzTarget
{
    private const string Outside = "outside";
    private readonly string _root = Directory.CreateDirectory(Path.Combine(HoconTarget.Memory, $"davf-fuzz-{Environment.ProcessId}-lists", "set")).FullName;

    public ListTarget() : base(
        "lists", ",", ", ", "\"", "\"\"", "\n", "\r\n", "#", "train", "test", "val", "/m/a", "/m/a,/m/b", "dog", "dog barking", "car engine (idling)", "../outside", "../../outside/abcdefghijk", "/etc", "..", ".", "abcdefghijk", "_000010",
        "abcdefghijk_000010", "v1s", "v1m", "v2", "man", "off-the-screen", "<bbox>", "</bbox>", "<xmin>", "</xmin>", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>", "&b;", "1e9", "-5", "\0", "\xef\xbb\xbf", "\t", ";")
    {
        string[] clips =
        [
            "clips/dog/abcdefghijk_000010_000020.mp4", "clips/dog_barking/bcdefghijkl_000010_000020.mp4", "clips/abcdefghijk_000030_000040.mp4", "clips/ab/abcdefghijk_000030_000040.mp4", "clips/playing_cello/abcdefghijk_000010_000020.mp4",
            "clips/playing_violin__fiddle/bcdefghijkl_000020_000030.mp4", "clips_360p_segm/cello/abcdefghijk.000.mp4", "clips_360p_segm/bcdefghijkl.000.mp4", "v1s/a_1/audio.wav", "v1m/b_2/audio.wav", "frames/1.jpg", "audio/1.wav",
            $"../{Outside}/abcdefghijk_000010_000020.mp4", $"../{Outside}/abcdefghijk_000030_000040.mp4", $"../{Outside}/abcdefghijk.000.mp4", $"../{Outside}/audio.wav",
        ];
        foreach (var clip in clips) Write(clip, "-");
        Write("annotations/class_labels_indices.csv", "index,mid,display_name\n0,/m/a,Dog\n1,/m/b,\"Speech, male\"\n");
        Write("annotations/eval_segments.csv", "abcdefghijk, 30.0, 40.0, \"/m/a\"\n");
        Write("label2idx.json", "{\"background\":1,\"man\":2,\"violin\":3}");
        Write("metadata.csv", "vid,uid,s_min,s_sec,a_obj,split,label\na,a_1,0,0,man,train,v1s\n");
        Write("anno/music21_duet.csv", "id,instrument,n\n");
        Write("Annotations/1.xml", "<a/>");
    }

    public override byte[] Mutate(Mutation mutation, byte[] seed)
    {
        var cut = Array.IndexOf(seed, (byte)'\n') + 1;
        return [.. seed[..cut], .. mutation.Of(seed[cut..])];
    }

    public override string? Read(byte[] input)
    {
        var cut = Array.IndexOf(input, (byte)'\n');
        var name = Encoding.ASCII.GetString(input[..Math.Max(0, cut)]);
        var path = Path.Combine(_root, name);
        var before = File.Exists(path) ? File.ReadAllBytes(path) : null;
        File.WriteAllBytes(path, input[(cut + 1)..]);
        try
        {
            foreach (var file in Files(name))
                if (!Path.GetFullPath(Path.Combine(_root, file)).StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new InvalidDataException($"'{file}' leads out of the data set");
            return null;
        }
        catch (UserErrorException refusal)
        {
            return refusal.Message;
        }
        finally
        {
            if (before is null) File.Delete(path);
            else File.WriteAllBytes(path, before);
        }
    }

    public override void Dispose()
    {
        Directory.Delete(Path.GetDirectoryName(_root)!, recursive: true);
        base.Dispose();
    }

    /// <summary>Paths of what is found by a list, and where anything is strange, an exception.</summary>
    private IEnumerable<string> Files(string name)
    {
        var list = Path.Combine(_root, name);
        return name switch
        {
            "annotations/vggsound.csv" => Of(VggSoundIndex.Read(_root, "train"), "vggsound"),
            "annotations/class_labels_indices.csv" or "annotations/eval_segments.csv" => Of(AudioSetIndex.Read(_root, "eval"), "audioset"),
            "anno/music_solo.csv" => Of(MusicIndex.Read(_root, "music", "train"), "music"),
            "vggmusic_train.txt" => Of(VggSoundMusicIndex.Train(_root, list), "vggsound_music"),
            "vggmusic_eval_ss.csv" => ClipPairIndex.OfVggSoundMusic(_root, list).Pairs.SelectMany(pair => new[] { $"clips/{pair.First}", $"clips/{pair.Second}" }),
            "metadata.csv" or "label2idx.json" => AvsBenchIndex.Read(_root, "avsbench_avss", "train").Clips.Select(clip => clip.Folder).Concat(StrayEntries.Find("avsbench_s4", _root, null)),
            "flickr_test.csv" => FlickrSoundNetIndex.Read(_root, list).Ids.Select(id => Path.GetRelativePath(_root, FlickrSoundNetIndex.Frame(_root, id))),
            "Annotations/1.xml" => FlickrSoundNetIndex.Consensus(_root, "1").All(share => share is >= 0 and <= 1) ? [] : throw new InvalidDataException("a share beyond 0 to 1"),
            _ => throw new InvalidDataException($"the corpus names the list '{name}'"),
        };
    }

    private IEnumerable<string> Of(ClipIndex index, string kind)
    {
        _ = index.ClassShares();
        if (index.Clips.Any(clip => clip.Labels.Any(label => label < 0 || label >= index.ClassNames.Count))) throw new InvalidDataException("a label beyond the classes");
        return index.Clips.SelectMany(clip => clip.Files).Select(file => Path.Combine(Path.GetRelativePath(_root, index.Folder), file)).Concat(StrayEntries.Find(kind, _root, null));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
