using System.Reflection;
using DeepAvFusion.Architecture.Tests.Cycles.Samples.One;

namespace DeepAvFusion.Architecture.Tests.Cycles;

/// <summary>Folders of a project can be read one after the other: none needs one that needs it.</summary>
public sealed class CycleSpecs
{
    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src"), "DeepAvFusion.*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_two_folders_of_a_project_need_each_other(string project)
    {
        var uses = TypeUses.Of(Assembly.Load(AssemblyOf(project))).Select(pair => (pair.User.FullName!, pair.Used.FullName!));
        var directives = Repository.Files("*.cs", $"src/{project}").SelectMany(file => FolderCycles.Directives(File.ReadAllText(file), file)).Where(pair => pair.Used.StartsWith($"{project}.", StringComparison.Ordinal));

        var cycles = FolderCycles.In([.. uses, .. directives]);
        Assert.True(cycles.Count == 0, string.Join('\n', cycles));
    }

    [Fact]
    public void A_cycle_is_named_with_the_types_that_make_it()
    {
        var uses = TypeUses.Of(typeof(Asking).Assembly).Where(pair => pair.User.Namespace!.Contains("Samples", StringComparison.Ordinal)).Select(pair => (pair.User.FullName!, pair.Used.FullName!));

        Assert.Equal(["DeepAvFusion.Architecture.Tests.Cycles.Samples: One → Two (One.Asking → Two.Answering) → One (Two.Answering → One.Asking)"], FolderCycles.In(uses));
    }

    [Theory]
    [InlineData("A.B.X>A.C.Y A.C.Z>A.D.Y A.D.Y>A.B.X", "A: B → C (B.X → C.Y) → D (C.Z → D.Y) → B (D.Y → B.X)")]
    [InlineData("A.B.C.X>A.B.D.Y A.B.D.Y>A.B.C.X", "A.B: C → D (C.X → D.Y) → C (D.Y → C.X)")]
    [InlineData("A.B.X>A.B.C.Y A.B.C.Y>A.B.X", "")]                            // a folder and what it holds
    [InlineData("A.B.X>A.C.Y A.B.X>A.D.Y A.C.Y>A.D.Y", "")]
    public void Folders_beside_each_other_count_at_every_depth(string uses, string cycle) =>
        Assert.Equal(cycle, string.Concat(FolderCycles.In(uses.Split(' ').Select(pair => (pair.Split('>')[0], pair.Split('>')[1])))));

    [Fact]
    public void A_directive_counts_as_a_use() =>
        Assert.Equal(
            [("DeepAvFusion.A.B.File", "DeepAvFusion.A.C.*"), ("DeepAvFusion.A.B.File", "DeepAvFusion.A.D.E.*")],
            FolderCycles.Directives("using System;\nusing DeepAvFusion.A.C;\nusing static DeepAvFusion.A.D.E;\nnamespace DeepAvFusion.A.B;\n", "src/File.cs"));

    private static string AssemblyOf(string project) => project == "DeepAvFusion.Cli" ? typeof(Cli.EntryPoint).Assembly.GetName().Name! : project;
}
