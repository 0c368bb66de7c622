namespace DeepAvFusion.Training.Tests.Golden;

/// <summary>Where recorded cases lie: tests/golden.</summary>
internal static class GoldenFolder
{
    public static DirectoryInfo Own { get; } = Find();

    private static DirectoryInfo Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var golden = new DirectoryInfo(Path.Combine(folder.FullName, "tests", "golden"));
            if (golden.Exists) return golden;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds tests/golden.");
    }
}
