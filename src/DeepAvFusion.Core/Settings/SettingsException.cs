namespace DeepAvFusion.Core.Settings;

/// <summary>Settings that cannot be worked with; the message lists every problem, a line each.</summary>
public sealed class SettingsException : UserErrorException
{
    public SettingsException(IReadOnlyList<string> problems)
        : base(problems.Count == 1 ? problems[0] : "The settings have " + problems.Count + " problems:\n  " + string.Join("\n  ", problems)) => Problems = problems;

    public IReadOnlyList<string> Problems { get; }
}
