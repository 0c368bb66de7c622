namespace DeepAvFusion.Core.Settings.Hocon;

/// <summary>Replaces references by what they mean and joins what stands side by side. What comes of it is bounded.</summary>
internal sealed class HoconResolver(HoconSection root, Func<string, string?> environment)
{
    private const int MostDepth = 200;
    private const int MostSize = 1 << 20;

    private readonly Dictionary<HoconField, HoconNode?> _done = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<HoconField> _open = new(ReferenceEqualityComparer.Instance);
    private int _depth;
    private int _size;

    /// <returns>Sections, lists and texts only.</returns>
    /// <exception cref="SettingsException">A reference means nothing or itself, values do not go together, or all grows too large.</exception>
    public HoconSection Resolve() => Section(root, "");

    private HoconSection Section(HoconSection section, string path)
    {
        var resolved = new HoconSection();
        foreach (var (key, field) in section.Fields)
        {
            Spend(1, field.Place);
            if (Field(field, path.Length == 0 ? key : $"{path}.{key}") is { } value)
                resolved.Set(key, value, field.Place);
        }
        return resolved;
    }

    private HoconNode? Field(HoconField field, string path)
    {
        if (_done.TryGetValue(field, out var known))
            return known;
        if (++_depth > MostDepth)
            throw field.Place.Error($"{path} refers to others more than {MostDepth} deep");
        _open.Add(field);
        var value = Value(field.Value, path, field.Place);
        if (field.Prior is { } prior && value is null or HoconSection)
            value = Over(Field(prior, path), value);
        _open.Remove(field);
        _depth--;
        return _done[field] = value;
    }

    private HoconNode? Value(HoconNode node, string path, HoconPlace place)
    {
        switch (node)
        {
            case HoconSection section:
                return Section(section, path);
            case HoconList list:
                Spend(list.Items.Count, place);
                return new HoconList([.. list.Items.Select(item => Value(item, path, place)).OfType<HoconNode>()]);
            case HoconReference reference:
                return Meant(reference, path, place);
            case HoconJoin join:
                var joined = join.Parts.Aggregate((HoconNode?)null, (before, part) => Joined(before, Value(part, path, place), path, place));
                return IsSpace(joined) ? null : joined;
            default:
                return node;
        }
    }

    private HoconNode? Meant(HoconReference reference, string path, HoconPlace place)
    {
        var value = (reference.Within.Count > 0 ? Find([.. reference.Within, .. reference.Path]) : null) ?? Find(reference.Path);
        if (value is null && environment(reference.Text) is { } given)
            value = new HoconText(given, IsQuoted: true);
        if (value is null && !reference.IsOptional)
            throw place.Error($"{path} refers to ${{{reference.Text}}}, which is no other setting and no environment variable; set it, or write ${{?{reference.Text}}} where it may be missing");
        return value;
    }

    /// <summary>The value at a path. A field that is just being resolved means what it was set to before.</summary>
    private HoconNode? Find(IReadOnlyList<string> path)
    {
        HoconNode? here = root;
        for (var i = 0; i < path.Count; i++)
        {
            var field = (here as HoconSection)?.Find(path[i]);
            var isLast = i == path.Count - 1;
            if (!isLast && field is { Value: HoconSection, Prior: null })
            {
                here = field.Value;                                       // no need to resolve what stands beside the path
                continue;
            }
            while (field is not null && _open.Contains(field) && (isLast || field.Value is not HoconSection))
                field = field.Prior;
            here = field is null ? null : _open.Contains(field) ? field.Value : Field(field, string.Join('.', path.Take(i + 1)));
        }
        return here;
    }

    private HoconNode? Joined(HoconNode? before, HoconNode? part, string path, HoconPlace place)
    {
        if (before is null || part is null)
            return before ?? part;
        switch (before, part)
        {
            case (HoconText a, HoconText b):
                Spend(a.Text.Length + b.Text.Length, place);
                return new HoconText(a.Text + b.Text, IsQuoted: true);
            case (HoconList a, HoconList b):
                Spend(a.Items.Count + b.Items.Count, place);
                return new HoconList([.. a.Items, .. b.Items]);
            case (HoconSection, HoconSection):
                return Over(before, part);
            default:
                if (IsSpace(before))
                    return part;
                if (IsSpace(part))
                    return before;
                throw place.Error($"{path} puts a {Kind(before)} and a {Kind(part)} side by side; they do not go together");
        }
    }

    private static bool IsSpace(HoconNode? node) => node is HoconText { IsQuoted: false } text && string.IsNullOrWhiteSpace(text.Text);

    private HoconNode? Over(HoconNode? below, HoconNode? above)
    {
        if (above is null)
            return below;
        if (below is not HoconSection weak || above is not HoconSection strong)
            return above;
        var both = new HoconSection();
        both.Lay(Copy(weak));
        both.Lay(Copy(strong));
        return both;
    }

    /// <summary>Sections are laid over one another in place, and the same one may be meant in several.</summary>
    private HoconSection Copy(HoconSection section)
    {
        var copy = new HoconSection();
        foreach (var (key, field) in section.Fields)
        {
            Spend(1, field.Place);
            copy.Set(key, field.Value is HoconSection inner ? Copy(inner) : field.Value, field.Place);
        }
        return copy;
    }

    private static string Kind(HoconNode node) => node switch { HoconSection => "section", HoconList => "list", _ => "text" };

    private void Spend(int size, HoconPlace place)
    {
        _size += size + 1;
        if (_size > MostSize)
            throw place.Error("the settings grow too large by their references");
    }
}
