namespace Akka.Configuration.Hocon;

/// <summary>Gives every substitution of a parsed text its value and refuses those that have none or lead back to themselves.</summary>
internal static class HoconResolver
{
    public static void Resolve(HoconValue root, List<HoconSubstitution> substitutions)
    {
        foreach (var substitution in substitutions)
            substitution.ResolvedValue = Find(root, substitution.Path) ?? throw new FormatException("Unresolved substitution: " + substitution.Path);
        foreach (var substitution in substitutions)
            RefuseCycle(substitution, []);
    }

    private static HoconValue? Find(HoconValue root, string path)
    {
        HoconValue? node = root;
        foreach (var key in HoconPath.Split(path))
            node = node?.Values.OfType<HoconObject>().FirstOrDefault()?.GetKey(key) ?? node?.GetChildObject(key);
        return node;
    }

    private static void RefuseCycle(HoconSubstitution substitution, HashSet<HoconSubstitution> above)
    {
        if (!above.Add(substitution))
            throw new ConfigurationException($"The substitution '${{{substitution.Path}}}' leads back to itself.");
        Walk(substitution.ResolvedValue!, above);
        above.Remove(substitution);
    }

    private static void Walk(HoconValue value, HashSet<HoconSubstitution> above)
    {
        foreach (var element in value.Values)
        {
            switch (element)
            {
                case HoconSubstitution inner: RefuseCycle(inner, above); break;
                case HoconArray array: array.ForEach(item => Walk(item, above)); break;
                case HoconObject nested:
                    foreach (var item in nested.Items.Values)
                        Walk(item, above);
                    break;
            }
        }
    }
}
