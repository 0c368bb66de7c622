namespace DeepAvFusion.Benchmarks.Measuring;

/// <summary>One table.</summary>
/// <param name="Name">The command, such as `window`.</param>
/// <param name="Beside">What the second column is.</param>
/// <param name="Notes">What a reader has to know to read the numbers right.</param>
public sealed record BenchReport(string Name, string Title, string Beside, IReadOnlyList<BenchRow> Rows, IReadOnlyList<string> Notes);
