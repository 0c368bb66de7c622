namespace Akka.Configuration.Hocon;

/// <summary>Splits <c>a."b.c".d</c> into its keys.</summary>
internal static class HoconPath
{
    public static IEnumerable<string> Split(string path)
    {
        if (!path.Contains('"', StringComparison.Ordinal))
            return path.Split('.');
        var keys = new List<string>();
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= path.Length; i++)
        {
            if (i < path.Length && path[i] == '"')
                quoted = !quoted;
            if (i == path.Length || (path[i] == '.' && !quoted))
            {
                keys.Add(path[start..i].Trim('"'));
                start = i + 1;
            }
        }
        return keys;
    }
}
