using System.Globalization;

namespace DeepAvFusion.Faults.Faults;

/// <summary>What became of a fault, a line of the table.</summary>
/// <param name="Recovery">Null when it never recovered.</param>
/// <param name="Losses">What was lost and why, as the operator is told.</param>
/// <param name="WitnessShare">Of the windows that were possible.</param>
/// <param name="AgeRatio">p95 of the witness's ages over that of the same camera in an analyzer without faults, over the same time.</param>
/// <param name="Problems">What was not right, in words.</param>
internal sealed record FaultOutcome(string Fault, string Bound, TimeSpan? Recovery, string Losses, double? WitnessShare, double? AgeRatio, IReadOnlyList<string> Problems)
{
    /// <summary>The file that takes the lines of this run, if somebody wants them.</summary>
    public static string? Table => Environment.GetEnvironmentVariable("DEEPAV_FAULTS_TABLE") is { Length: > 0 } path ? path : null;

    /// <summary>A line of a Markdown table.</summary>
    public string Row => string.Create(CultureInfo.InvariantCulture,
        $"| {Fault} | {Bound} | {(Recovery is { } time ? $"{time.TotalSeconds:0.0} s" : "-")} | {Losses.Replace('|', '/')} | {(WitnessShare is { } share ? $"{share:0.0 %}" : "-")} | {(AgeRatio is { } ratio ? $"{ratio:0.00}" : "-")} | {(Problems.Count == 0 ? "ok" : "MISSED: " + string.Join("; ", Problems).Replace('|', '/'))} |");

    /// <summary>Puts it into the table of this run, if somebody asked for one, and fails where something was not right.</summary>
    public void Judge()
    {
        if (Table is { } table)
            File.AppendAllText(table, Row.ReplaceLineEndings(" ") + "\n");
        Assert.True(Problems.Count == 0, Row);
    }
}
