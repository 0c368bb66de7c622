namespace DeepAvFusion.Model.Golden;

/// <summary>One row of a verification: one recorded result of one case.</summary>
/// <param name="Case">Name of the case folder.</param>
/// <param name="What">Name of the result in <c>case.json</c>.</param>
/// <param name="WorstAbsolute">Largest absolute difference of an element; 0 when nothing was compared.</param>
/// <param name="WorstRelative">That, over the largest absolute value expected.</param>
/// <param name="Tolerance">Largest absolute difference allowed; 0 for exact results.</param>
/// <param name="Verdict">The outcome.</param>
/// <param name="Reason">Why it failed or was skipped; null when it passed.</param>
public sealed record GoldenResult(
    string Case, string What, double WorstAbsolute, double WorstRelative, double Tolerance, GoldenVerdict Verdict, string? Reason = null)
{
    internal static GoldenResult Skip(string name, string what, string reason) => new(name, what, 0, 0, 0, GoldenVerdict.Skipped, reason);

    internal static GoldenResult Fail(string name, string what, string reason) => new(name, what, 0, 0, 0, GoldenVerdict.Failed, reason);
}
