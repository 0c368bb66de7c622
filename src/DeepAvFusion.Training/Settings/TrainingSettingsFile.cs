using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Training.Settings;

/// <summary>hocon/training.conf, what users lay over it, and the plan that comes out.</summary>
public static class TrainingSettingsFile
{
    private const string Name = "training.conf";

    /// <summary>The documented defaults, hocon/training.conf.</summary>
    public static string ReferenceText { get; } = ReadReference();

    /// <summary>Keys of the original configuration files that have no use here, by their path there.</summary>
    internal static IReadOnlyDictionary<string, UnusedSetting> Unused { get; } = SettingsLoader.Unused(new SettingsText(Name, ReferenceText), "unused");

    /// <summary>Settings of a recipe.</summary>
    /// <param name="recipe">One of <see cref="TrainingPlan.Recipes"/>.</param>
    /// <param name="files">HOCON files, later ones weigh more.</param>
    /// <param name="overrides">`key=value`, which weigh most.</param>
    /// <exception cref="SettingsException">A file cannot be read, or a setting is wrong; all problems are listed.</exception>
    public static TrainingPlan Load(string recipe, IReadOnlyList<string> files, IReadOnlyList<string> overrides) => Load(recipe, files, overrides, trains: true);

    /// <summary>Settings for judging a network of a recipe; what its training started from need not be there.</summary>
    /// <param name="recipe">One of <see cref="TrainingPlan.Recipes"/>.</param>
    /// <param name="files">HOCON files, later ones weigh more.</param>
    /// <param name="overrides">`key=value`, which weigh most.</param>
    /// <exception cref="SettingsException">A file cannot be read, or a setting is wrong; all problems are listed.</exception>
    public static TrainingPlan LoadForEvaluation(string recipe, IReadOnlyList<string> files, IReadOnlyList<string> overrides) =>
        Load(recipe, files, overrides, trains: false);

    private static TrainingPlan Load(string recipe, IReadOnlyList<string> files, IReadOnlyList<string> overrides, bool trains)
    {
        var loaded = Settings(recipe, files, overrides);
        return loaded.Bind(top => TrainingPlan.From(recipe, top, trains), Unused) with { Text = Written(recipe, loaded) };
    }

    /// <summary>All settings, a line each, so that a run can be repeated or judged by them.</summary>
    private static string Written(string recipe, LoadedSettings loaded) => string.Concat(
        loaded.Values().Select(entry => $"{entry.Key} = \"{entry.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n")
            .Prepend($"# Settings of a run of {recipe}, for --config.\n"));

    /// <summary>The settings before they are bound.</summary>
    internal static LoadedSettings Settings(string recipe, IReadOnlyList<string> files, IReadOnlyList<string> overrides) =>
        SettingsLoader.Load(new SettingsText(Name, ReferenceText), [$"recipes.{recipe}", "defaults"], root: "", files, overrides);

    private static string ReadReference()
    {
        using var stream = typeof(TrainingSettingsFile).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"{Name} is not embedded in this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
