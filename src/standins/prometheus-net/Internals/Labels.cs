namespace Prometheus;

/// <summary>Names with their values, in order.</summary>
internal sealed record Labels(string[] Names, string[] Values)
{
    public static readonly Labels None = new([], []);

    public static Labels From(IDictionary<string, string> pairs)
    {
        foreach (var (name, value) in pairs)
        {
            if (name is null || value is null) throw new ArgumentException("A label without a name or value was given.", nameof(pairs));
            Collector.ValidateLabelName(name);
        }

        return new Labels([.. pairs.Keys], [.. pairs.Values]);
    }

    /// <summary>These first, the others after them.</summary>
    public Labels Then(Labels outer) => outer.Names.Length == 0 ? this : new Labels([.. Names, .. outer.Names], [.. Values, .. outer.Values]);

    public bool Same(Labels other) => Names.AsSpan().SequenceEqual(other.Names) && Values.AsSpan().SequenceEqual(other.Values);

    /// <summary>The text between the braces.</summary>
    public override string ToString() => string.Join(",", Names.Zip(Values, (name, value) => $"{name}=\"{Escape(value)}\""));

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);
}
