namespace DeepAvFusion.Model.Presets;

/// <summary>A configuration no network can be built from; the message lists every problem found.</summary>
public sealed class ModelConfigurationException(string what, IReadOnlyCollection<string> problems)
    : ArgumentException($"The {what} configuration cannot be built: {string.Join("; ", problems)}.")
{
    /// <summary>One sentence per problem.</summary>
    public IReadOnlyCollection<string> Problems { get; } = problems;

    internal static void ThrowIfAny(string what, IEnumerable<string> problems)
    {
        var list = problems.ToArray();
        if (list.Length > 0) throw new ModelConfigurationException(what, list);
    }
}
