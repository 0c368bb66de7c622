namespace DeepAvFusion.Model.Tests.Golden;

/// <summary>Where recorded cases lie: tests/golden, and the folder DEEPAV_GOLDEN names.</summary>
internal static class GoldenFolders
{
    public const string Variable = "DEEPAV_GOLDEN";

    public static DirectoryInfo Own { get; } = Find();

    public static IEnumerable<DirectoryInfo> All()
    {
        yield return Own;
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } other) yield return new DirectoryInfo(other);
    }

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
