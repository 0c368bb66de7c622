namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>What lies in a data set's folders and in none of its lists: previews, thumbnails and notes of desktops and network drives, cut-off downloads, folders of other classes. It counts for nothing.</summary>
public static class StrayEntries
{
    /// <summary>Paths below the data set's folder, those of folders with a slash at their end; what lies in a stray folder is not named.</summary>
    /// <param name="kind">Name of the data set; not scenes.</param>
    /// <param name="list">The list file beside the folder; null for none.</param>
    /// <exception cref="Core.UserErrorException">A list or folder is missing or damaged.</exception>
    public static IEnumerable<string> Find(string kind, string root, string? list)
    {
        if (kind.StartsWith("avsbench", StringComparison.Ordinal))
        {
            var parts = AvsBenchIndex.Read(root, "avsbench_avss", split: null).Clips.Select(clip => clip.Folder.Split('/')).ToLookup(folder => folder[0], folder => folder[1]);
            return parts.SelectMany(part => Below(root, part.Key, part.ToHashSet(), []));
        }

        if (kind == "flickr_soundnet")
            return new[] { ("frames", ".jpg"), ("audio", ".wav"), ("Annotations", ".xml") }.SelectMany(part => Below(root, part.Item1, FlickrSoundNetIndex.Read(root).Ids.Select(id => id + part.Item2).ToHashSet(), []));
        if (kind.StartsWith("music", StringComparison.Ordinal))
            return Clips(MusicIndex.Folder(root), MusicIndex.Files(root, kind), []);
        if (kind.StartsWith("audioset", StringComparison.Ordinal))
            return Clips(Path.Combine(root, "clips"), AudioSetIndex.Parts.Where(part => File.Exists(AudioSetIndex.List(root, part))).SelectMany(part => AudioSetIndex.Read(root, part).Clips).SelectMany(clip => clip.Files), []);
        if (kind == "vggsound" && VggSoundIndex.Read(root, split: null) is var all)
            return Clips(all.Folder, all.Clips.SelectMany(clip => clip.Files), all.ClassNames);
        return [];                                                             // instruments of VGGSound: most of its folder belongs to other lists

        IEnumerable<string> Clips(string folder, IEnumerable<string> files, IEnumerable<string> classes) => Below(root, Path.GetRelativePath(root, folder), files.ToHashSet(), classes.ToHashSet());
    }

    /// <param name="folder">Below the root.</param>
    /// <param name="known">Paths below the folder that belong to the set.</param>
    /// <param name="classes">Folders that belong to it though they may be empty.</param>
    private static IEnumerable<string> Below(string root, string folder, HashSet<string> known, HashSet<string> classes)
    {
        var parents = known.Select(path => path.LastIndexOf('/') is > 0 and var cut ? path[..cut] : "").Concat(classes).ToHashSet();
        return Directory.Exists(Path.Combine(root, folder)) ? Of("") : [];

        IEnumerable<string> Of(string within)
        {
            foreach (var entry in new DirectoryInfo(Path.Combine(root, folder, within)).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                var path = within.Length == 0 ? entry.Name : $"{within}/{entry.Name}";
                if (known.Contains(path)) continue;
                if (entry is not DirectoryInfo) yield return $"{folder}/{path}";
                else if (!parents.Contains(path)) yield return $"{folder}/{path}/";
                else
                    foreach (var stray in Of(path)) yield return stray;
            }
        }
    }
}
