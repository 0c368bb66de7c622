namespace DeepAvFusion.Core.Settings.Hocon;

/// <summary>A value as it is written. Lists and sections hold further ones; <see cref="HoconJoin"/> and <see cref="HoconReference"/> become one of the others by <see cref="HoconResolver"/>.</summary>
internal abstract record HoconNode;

/// <summary>Text, a number, true, false or null.</summary>
internal sealed record HoconText(string Text, bool IsQuoted) : HoconNode;

internal sealed record HoconList(IReadOnlyList<HoconNode> Items) : HoconNode;

/// <summary>Values side by side: texts are joined, lists appended, sections laid over one another.</summary>
internal sealed record HoconJoin(IReadOnlyList<HoconNode> Parts) : HoconNode;

/// <summary>`${path}`, or `${?path}` for one that may be missing: another setting, or else an environment variable.</summary>
/// <param name="Within">Section that the file was included into; its own paths are meant first.</param>
internal sealed record HoconReference(string Text, IReadOnlyList<string> Path, bool IsOptional, IReadOnlyList<string> Within) : HoconNode;

/// <summary>Where something stands; lines count from 1.</summary>
internal readonly record struct HoconPlace(string Source, int Line)
{
    public SettingsException Error(string what) => new([$"{Source}:{Line}: {what}."]);

    public SettingsException NotHocon(string what) => Error($"not valid HOCON: {what}");
}

/// <summary>What a key was set to, and what it had been set to before, which `+=` and references to itself mean.</summary>
internal sealed record HoconField(HoconNode Value, HoconPlace Place, HoconField? Prior);

/// <summary>Keys and values in braces, or a whole file.</summary>
internal sealed record HoconSection : HoconNode
{
    private readonly Dictionary<string, HoconField> _fields = [];

    public IEnumerable<KeyValuePair<string, HoconField>> Fields => _fields;

    public HoconField? Find(string key) => _fields.GetValueOrDefault(key);

    /// <summary>Sets a key: a section is laid over a section, anything else replaces what was there.</summary>
    public void Set(string key, HoconNode value, HoconPlace place)
    {
        var before = Find(key);
        if (before?.Value is HoconSection below && value is HoconSection above)
        {
            _fields[key] = before with { Place = place };
            below.Lay(above);
        }
        else
        {
            _fields[key] = new HoconField(value, place, before);
        }
    }

    /// <summary>Sets everything that another section sets, in its order.</summary>
    public void Lay(HoconSection above)
    {
        foreach (var (key, last) in above.Fields)
        {
            var history = new Stack<HoconField>();
            for (var field = last; field is not null; field = field.Prior)
                history.Push(field);
            foreach (var field in history)
                Set(key, field.Value, field.Place);
        }
    }
}
