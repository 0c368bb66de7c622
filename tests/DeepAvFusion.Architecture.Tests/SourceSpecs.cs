using System.Text.RegularExpressions;

namespace DeepAvFusion.Architecture.Tests;

/// <summary>House rules on source files.</summary>
public sealed partial class SourceSpecs
{
    private const int MostLines = 400;

    [Fact]
    public void No_source_file_is_longer_than_a_reader_can_hold() =>
        Assert.Empty(Sources().Where(file => File.ReadLines(file).Count() > MostLines).Select(Repository.Relative));

    [Fact]
    public void No_folder_is_named_after_nothing() =>
        Assert.Empty(Sources().Select(Repository.Relative).SelectMany(file => file.Split('/')).Where(part => part is "Common" or "Utils" or "Helpers" or "Util" or "Misc").Distinct());

    [Fact]
    public void Nothing_is_left_for_later_and_nothing_is_folded_away() =>
        Assert.Empty(Sources().Where(file => !file.EndsWith("SourceSpecs.cs", StringComparison.Ordinal)).Where(file => File.ReadLines(file).Any(line => LeftOver().IsMatch(line))).Select(Repository.Relative));

    [Fact]
    public void No_path_of_somebodys_machine_stands_in_a_file() =>
        Assert.Empty(Texts().Where(file => MachinePath().IsMatch(File.ReadAllText(file))).Select(Repository.Relative));

    [Fact]
    public void Only_one_place_convolves() => Assert.Equal(
        ["src/DeepAvFusion.Model/Layers/Convolutions.cs"], Repository.Files("*.cs", "src").Where(file => Convolution().IsMatch(File.ReadAllText(file))).Select(Repository.Relative));

    private static IEnumerable<string> Sources() => Repository.Files("*.cs", "src", "tests");

    private static IEnumerable<string> Texts() => new[] { "*.cs", "*.md", "*.conf", "*.csproj", "*.sh", "*.yml", "*.js" }
        .SelectMany(pattern => Repository.Files(pattern, "src", "tests", "hocon", ".ci"))
        .Where(file => !file.EndsWith("SourceSpecs.cs", StringComparison.Ordinal));

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|^\s*#region")]
    private static partial Regex LeftOver();

    [GeneratedRegex(@"\b(conv(_transpose)?[123]d\(|Conv(Transpose)?[123]d\b)")]
    private static partial Regex Convolution();

    [GeneratedRegex(@"(?<![\w.])/(root|home|work)/[A-Za-z0-9_.-]+")]
    private static partial Regex MachinePath();
}
