using System.Text.RegularExpressions;

namespace Prometheus;

/// <summary>A metric with all its labelled children.</summary>
public abstract partial class Collector
{
    private protected Collector(string name, string help, string[] labelNames, Labels staticLabels)
    {
        if (!ValidName().IsMatch(name)) throw new ArgumentException($"Metric name '{name}' does not match regex '{NamePattern}'.", nameof(name));
        string[] all = [.. labelNames, .. staticLabels.Names];
        foreach (var label in all) ValidateLabelName(label);
        if (all.Distinct(StringComparer.Ordinal).Count() != all.Length)
            throw new InvalidOperationException($"Metric '{name}' has a label more than once: {string.Join(", ", all)}");
        Name = name;
        Help = help ?? "";
        LabelNames = labelNames;
        StaticLabels = staticLabels;
    }

    private const string NamePattern = "^[a-zA-Z_][a-zA-Z0-9_]*$";

    public string Name { get; }

    public string Help { get; }

    /// <summary>The labels that each child gives values for.</summary>
    public string[] LabelNames { get; }

    internal Labels StaticLabels { get; }

    internal abstract MetricType Type { get; }

    internal abstract int ChildCount { get; }

    internal abstract int TimeseriesCount { get; }

    internal abstract void Write(ExpositionText text);

    internal abstract void Remove(ChildBase child);

    internal static void ValidateLabelName(string labelName)
    {
        if (labelName is null) throw new ArgumentException("One of the label names was null.", nameof(labelName));
        if (!ValidName().IsMatch(labelName)) throw new ArgumentException($"Label name '{labelName}' does not match regex '{NamePattern}'.", nameof(labelName));
        if (labelName.StartsWith("__", StringComparison.Ordinal))
            throw new ArgumentException($"Label name '{labelName}' is not valid: labels that begin with two underscores are reserved.", nameof(labelName));
    }

    [GeneratedRegex(@"^[a-zA-Z_][a-zA-Z0-9_]*\z")]
    private static partial Regex ValidName();
}
