namespace DeepAvFusion.Cli.Tests;

/// <summary>The recorded cases of the repository.</summary>
internal static class Golden
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "tests", "golden")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds tests/golden.");
        return Path.Combine(folder.FullName, "tests", "golden");
    }
}
