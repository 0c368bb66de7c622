using System.Text;

namespace DeepAvFusion.Core.Settings;

/// <summary>Finds where in a HOCON text a key is set, for error messages.</summary>
internal static class HoconPlaces
{
    /// <param name="key">Full path without quotes.</param>
    /// <returns>The last line that sets the key or opens it as a section, from 1; null when none does.</returns>
    public static int? LineOf(string text, string key)
    {
        var sections = new Stack<string>();
        var (name, isValue, line) = (new StringBuilder(), false, 1);
        int? found = null;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    i = Quoted(text, i, isValue ? null : name, ref line);
                    break;
                case '#':
                case '/' when !isValue && i + 1 < text.Length && text[i + 1] == '/':
                    i = Math.Max(i, (text.IndexOf('\n', i) is >= 0 and var end ? end : text.Length) - 1);
                    break;
                case '=' or ':' when !isValue:
                    Note();
                    isValue = true;
                    break;
                case '{':
                    Note();
                    sections.Push(Path());
                    Next();
                    break;
                case '}':
                    sections.TryPop(out _);
                    Next();
                    break;
                case '\n':
                    line++;
                    Next();
                    break;
                case ',':
                    Next();
                    break;
                default:
                    if (!isValue) name.Append(text[i]);
                    break;
            }
        }

        return found;

        string Path() => sections.TryPeek(out var outer) && outer.Length > 0 && Name().Length > 0 ? $"{outer}.{Name()}" : Name().Length > 0 ? Name() : outer ?? "";

        string Name() => name.ToString().Trim();

        void Note()
        {
            if (Path() == key) found = line;
        }

        void Next()
        {
            name.Clear();
            isValue = false;
        }
    }

    /// <summary>Takes quoted text up to its end; what it holds belongs to a name, where one is given.</summary>
    private static int Quoted(string text, int start, StringBuilder? name, ref int line)
    {
        var mark = text.AsSpan(start).StartsWith("\"\"\"") ? "\"\"\"" : "\"";
        var from = start + mark.Length;
        var end = from;
        while (end < text.Length && !text.AsSpan(end).StartsWith(mark)) end += text[end] == '\\' && mark.Length == 1 ? 2 : 1;
        end = Math.Min(end, text.Length);
        name?.Append(text, from, end - from);
        line += text.AsSpan(from, end - from).Count('\n');
        return Math.Min(end + mark.Length, text.Length) - 1;
    }
}
