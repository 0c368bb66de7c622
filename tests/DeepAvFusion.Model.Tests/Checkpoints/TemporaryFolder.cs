namespace DeepAvFusion.Model.Tests.Checkpoints;

/// <summary>A folder for the files of one test, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Root);

    private string Root { get; } = Path.Combine(Path.GetTempPath(), $"deepav-checkpoints-{Guid.NewGuid():N}");

    public string this[string name] => Path.Combine(Root, name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public IEnumerable<string> Names() => Directory.EnumerateFileSystemEntries(Root).Select(path => Path.GetFileName(path));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
