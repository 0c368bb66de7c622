namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>A test with a disk of its own.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> MayMount = new(() =>
    {
        var place = Directory.CreateTempSubdirectory("davf-mount-").FullName;
        var mounted = Environment.IsPrivilegedProcess && SavingSpecs.Run("mount", "-t", "tmpfs", "tmpfs", place) == 0;
        if (mounted)
            SavingSpecs.Run("umount", place);
        Directory.Delete(place);
        return mounted;
    });

    public MountFactAttribute()
    {
        if (!MayMount.Value)
            Skip = "only root may mount a small disk, and not in every container; the specs of the limit of file size and of permissions stand for it";
    }
}
