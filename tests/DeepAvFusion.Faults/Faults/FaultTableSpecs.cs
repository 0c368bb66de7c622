namespace DeepAvFusion.Faults.Faults;

/// <summary>README.md's table of faults holds what is tried.</summary>
public sealed class FaultTableSpecs
{
    [Fact]
    public void Every_fault_of_a_source_stands_in_the_table_with_its_bound()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DeepAvFusion.Faults.csproj"))) folder = folder.Parent!;
        var rows = File.ReadAllLines(Path.Combine(folder.FullName, "README.md"));
        Assert.Empty(Fault.All.Where(fault => !rows.Any(row => row.StartsWith(FormattableString.Invariant($"| {fault.Name} | {fault.Bound.TotalSeconds:0} s |"), StringComparison.Ordinal))).Select(fault => fault.Name));
    }
}
