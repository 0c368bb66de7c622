using System.Xml.Linq;

namespace DeepAvFusion.Architecture.Tests;

/// <summary>References point towards the start of the flow only.</summary>
public sealed class ReferenceSpecs
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Core"] = [],
        ["Model"] = ["Core"],
        ["Media"] = ["Core"],
        ["Monitoring"] = ["Core"],
        ["Scenes"] = ["Core", "Media"],
        ["Inference"] = ["Core", "Model", "Media"],
        ["Training"] = ["Core", "Model", "Media", "Scenes", "Inference"],
        ["Store"] = ["Core"],
        ["Sinks"] = ["Core", "Media", "Store"],
        ["Engine"] = ["Core", "Model", "Media", "Monitoring", "Inference", "Training", "Store", "Sinks"],
        ["Server"] = ["Core", "Media", "Store", "Sinks", "Engine"],
        ["Benchmarks"] = ["Core", "Model", "Media", "Monitoring", "Scenes", "Inference", "Training", "Store"],
        ["Cli"] = ["Core", "Model", "Media", "Monitoring", "Scenes", "Inference", "Training", "Store", "Sinks", "Engine", "Server", "Benchmarks"],
    };

    private static readonly Dictionary<string, string[]> HeavyAllowed = new(StringComparer.Ordinal)
    {
        ["Core"] = ["Akka"],
        ["Model"] = ["TorchSharp"],
        ["Media"] = ["FFMpegCore", "NAudio.Core", "prometheus-net", "SkiaSharp"],
        ["Monitoring"] = ["prometheus-net"],
        ["Scenes"] = ["FFMpegCore", "NAudio.Core"],
        ["Inference"] = ["prometheus-net"],
        ["Training"] = [],
        ["Store"] = ["Dapper", "Microsoft.Data.Sqlite", "Npgsql", "dbup-postgresql", "dbup-sqlite", "prometheus-net"],
        ["Sinks"] = ["prometheus-net"],
        ["Engine"] = ["Akka", "Akka.Hosting", "Akka.Streams", "prometheus-net"],
        ["Server"] = ["Microsoft.AspNetCore.Authentication.JwtBearer", "Microsoft.AspNetCore.OpenApi", "Scalar.AspNetCore", "prometheus-net", "prometheus-net.AspNetCore"],
        ["Benchmarks"] = [],
        ["Cli"] = [],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_lies_before_it_in_the_flow(string project) =>
        Assert.Empty(References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)["DeepAvFusion.".Length..]).Except(Allowed[project]));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_its_own_heavy_packages(string project) =>
        Assert.Empty(References(project, "PackageReference").Intersect(HeavyAllowed.Values.SelectMany(names => names)).Except(HeavyAllowed[project]));

    [Fact]
    public void Every_product_project_is_under_these_rules() =>
        Assert.Equal(Allowed.Keys.Order(), Directory.GetDirectories(Path.Combine(Repository.Root, "src"), "DeepAvFusion.*").Select(path => Path.GetFileName(path)["DeepAvFusion.".Length..]).Order());

    [Theory]
    [InlineData("Core", "Akka.Actor")]
    [InlineData("Model", "Akka.")]
    [InlineData("Media", "Akka.")]
    [InlineData("Monitoring", "Akka.")]
    [InlineData("Scenes", "Akka.")]
    [InlineData("Training", "Akka.")]
    [InlineData("Store", "Akka.")]
    [InlineData("Sinks", "Akka.")]
    [InlineData("Inference", "Akka.")]
    [InlineData("Benchmarks", "Akka.")]
    [InlineData("Engine", "TorchSharp")]
    [InlineData("Server", "TorchSharp")]
    public void Source_does_not_reach_for_what_its_project_must_not_know(string project, string name) =>
        Assert.Empty(Repository.Files("*.cs", $"src/DeepAvFusion.{project}")
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith($"using {name}", StringComparison.Ordinal) || line.StartsWith($"using static {name}", StringComparison.Ordinal)))
            .Select(Repository.Relative));

    private static IEnumerable<string> References(string project, string item) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", $"DeepAvFusion.{project}", $"DeepAvFusion.{project}.csproj"))
            .Descendants(item).Select(element => element.Attribute("Include")!.Value.Replace('\\', '/'));
}
