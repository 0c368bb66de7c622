using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks.Tests;

public sealed class FolderLockSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("davf-lock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_second_instance_on_a_folder_is_refused_in_one_line_until_the_first_has_gone()
    {
        using (FolderLock.Take(_folder))
        {
            var refused = Assert.Throws<UserErrorException>(() => FolderLock.Take(_folder));
            Assert.Contains("Another deepav writes", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
        }
        FolderLock.Take(_folder).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_folder_that_is_made_anew_is_locked_anew_with_the_next_file()
    {
        var root = Path.Combine(_folder, "out");
        using var held = FolderLock.Take(root);
        var folders = new SinkFolders(root, PerStream: true) { Lock = held };
        Directory.Delete(root, recursive: true);
        folders.File(Analyses.Stream, "analysis.jsonl");
        Assert.Throws<UserErrorException>(() => FolderLock.Take(root));
        Directory.Move(root, root + ".old");
        using (FolderLock.Take(root))
            Assert.Contains("Another deepav writes", Assert.Throws<UserErrorException>(() => folders.File(Analyses.Stream, "analysis.jsonl")).Message, StringComparison.Ordinal);
        folders.File(Analyses.Stream, "analysis.jsonl");
        Assert.Throws<UserErrorException>(() => FolderLock.Take(root));
    }

    [Fact]
    public void Whoever_lost_the_folder_leaves_the_lock_of_the_next_one_alone()
    {
        var root = Path.Combine(_folder, "out");
        var lost = FolderLock.Take(root);
        Directory.Delete(root, recursive: true);
        using var held = FolderLock.Take(root);
        lost.Dispose();
        Assert.Throws<UserErrorException>(() => FolderLock.Take(root));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_left_to_whoever_writes()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        FolderLock.Take(file).Dispose();
    }
}
