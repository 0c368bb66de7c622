using DeepAvFusion.Model.Golden;
using DeepAvFusion.Training.Golden;

namespace DeepAvFusion.Training.Tests.Golden;

public sealed class TrainingGoldenSpecs
{
    public static TheoryData<string> Cases() =>
    [
        .. GoldenFolder.Own.GetDirectories().Select(folder => folder.Name)
            .Where(name => TrainingGoldenFamilies.All.Any(family => name.StartsWith(family.Prefix, StringComparison.Ordinal))).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_recorded_results(string name)
    {
        var rows = GoldenRunner.Run(new DirectoryInfo(Path.Combine(GoldenFolder.Own.FullName, name)), new GoldenOptions(Kinds: TrainingGoldenFamilies.All)).ToArray();

        Assert.NotEmpty(rows);
        var wrong = rows.Where(row => row.Verdict != GoldenVerdict.Passed).Select(row => $"{row.What}: {row.Verdict}, {row.WorstAbsolute:g3} of {row.Tolerance:g3}, {row.Reason}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_family_has_a_case()
    {
        var names = GoldenFolder.Own.GetDirectories().Select(folder => folder.Name).ToArray();

        Assert.All(TrainingGoldenFamilies.All, family => Assert.Contains(names, name => name.StartsWith(family.Prefix, StringComparison.Ordinal)));
    }
}
