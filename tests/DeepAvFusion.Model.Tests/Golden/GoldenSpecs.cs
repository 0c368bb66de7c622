using DeepAvFusion.Model.Golden;

namespace DeepAvFusion.Model.Tests.Golden;

public sealed class GoldenSpecs
{
    private const string Training = "needs the training part";

    /// <summary>The only kinds that may be skipped, and why; a new skip fails.</summary>
    private static readonly (string Kind, string Reason)[] MaySkip =
        [("10_metrics", Training), ("11_lr_schedule", Training), ("14_", Training), ("16_", Training)];

    public static TheoryData<string> Cases() =>
        [.. GoldenFolders.All().SelectMany(folder => folder.GetDirectories()).Where(HasCase).Select(folder => folder.FullName).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_recorded_results(string folder)
    {
        var rows = GoldenRunner.Run(new DirectoryInfo(folder)).ToArray();

        Assert.NotEmpty(rows);
        var wrong = rows.Where(row => row.Verdict != GoldenVerdict.Passed && !IsAllowedSkip(row))
            .Select(row => $"{row.What}: {row.Verdict}, {row.WorstAbsolute:g3} of {row.Tolerance:g3}, {row.Reason}")
            .ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_kind_of_case_is_in_the_repository()
    {
        var kinds = GoldenFolders.Own.GetDirectories().Where(HasCase).Select(folder => folder.Name[..2]).Distinct().Order();

        Assert.Equal(Enumerable.Range(1, 16).Select(kind => $"{kind:00}"), kinds);
    }

    private static bool HasCase(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "case.json"));

    private static bool IsAllowedSkip(GoldenResult row) =>
        row.Verdict == GoldenVerdict.Skipped && MaySkip.Any(skip => row.Case.StartsWith(skip.Kind, StringComparison.Ordinal) && row.Reason == skip.Reason);
}
