namespace DeepAvFusion.Core.Settings;

/// <summary>What reading the settings found: the problems, each with its key, and which keys were asked for.</summary>
public sealed class SettingsReport
{
    private readonly List<(string Key, string What)> _problems = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _maps = new(StringComparer.Ordinal);

    public IReadOnlyList<(string Key, string What)> Problems => _problems;

    /// <summary>Keys asked for, with full paths; those inside a user-named entry contain its quoted name.</summary>
    public IReadOnlySet<string> Keys => _keys;

    /// <summary>Sections whose keys the user names.</summary>
    public IReadOnlySet<string> Maps => _maps;

    internal void Problem(string key, string what)
    {
        if (!_problems.Contains((key, what)))
            _problems.Add((key, what));
    }

    internal void Used(string key, bool isMap) => (isMap ? _maps : _keys).Add(key);
}
