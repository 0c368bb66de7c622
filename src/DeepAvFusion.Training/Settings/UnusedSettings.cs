using Akka.Configuration;
using Akka.Configuration.Hocon;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Training.Settings;

/// <summary>Keys of the original configuration files that have no use here: the section `unused` of hocon/training.conf.</summary>
internal static class UnusedSettings
{
    /// <summary>By their path in the original.</summary>
    public static IReadOnlyDictionary<string, UnusedSetting> All { get; } =
        Leaves(ConfigurationFactory.ParseString(TrainingSettingsFile.ReferenceText).GetValue("unused")!, "").ToDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, UnusedSetting>> Leaves(HoconValue value, string path) => value.IsObject()
        ? value.GetObject()!.Items.SelectMany(item => Leaves(item.Value, path.Length == 0 ? item.Key : $"{path}.{item.Key}"))
        : [KeyValuePair.Create(path, Of([.. value.GetStringList()]))];

    /// <summary>Harmless values, then what to do instead.</summary>
    private static UnusedSetting Of(string[] texts) => new(texts[..^1], texts[^1]);
}
