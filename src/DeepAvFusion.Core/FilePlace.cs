namespace DeepAvFusion.Core;

/// <summary>Where an open file is, so that one can tell when it was deleted, moved or replaced while it was written: a write into it would then be lost without an error.</summary>
public readonly record struct FilePlace
{
    private readonly string _handle;
    private readonly string? _name;

    private FilePlace(string handle, string? name) => (_handle, _name) = (handle, name);

    public static FilePlace Of(FileStream file)
    {
        var handle = $"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}";
        return new FilePlace(handle, NameOf(handle));
    }

    /// <summary>True when the open file no longer stands under its name. Asks the kernel, which marks a deleted file and follows a moved one.</summary>
    public bool IsGone => _name is not null && NameOf(_handle) != _name;

    private static string? NameOf(string handle)
    {
        try
        {
            return File.ResolveLinkTarget(handle, returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            return null;                                            // no /proc here: nothing can be told
        }
    }
}
