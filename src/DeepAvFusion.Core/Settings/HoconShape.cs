namespace DeepAvFusion.Core.Settings;

/// <summary>Finds brackets and quotes that do not close, with their line, before the HOCON parser sees the text: some parsers accept such text silently.</summary>
internal static class HoconShape
{
    /// <exception cref="SettingsException">Names the file, the line and what is open or surplus.</exception>
    public static void Check(SettingsText source)
    {
        var open = new Stack<(char Bracket, int Line)>();
        var line = 1;
        var text = source.Text;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n')
                line++;
            else if (c == '#' || (c == '/' && Next(text, i) == '/' && (i == 0 || text[i - 1] != ':')))
                i = Math.Max(i, (text.IndexOf('\n', i) is >= 0 and var end ? end : text.Length) - 1);
            else if (c == '"')
                i = SkipQuoted(source, i, ref line);
            else if (c is '{' or '[')
                open.Push((c, line));
            else if (c is '}' or ']' && (!open.TryPop(out var opened) || opened.Bracket != (c == '}' ? '{' : '[')))
                throw Error(source, line, $"'{c}' closes nothing that is open here");
        }
        if (open.TryPeek(out var left))
            throw Error(source, left.Line, $"the '{left.Bracket}' opened here is never closed");
    }

    private static int SkipQuoted(SettingsText source, int at, ref int line)
    {
        var text = source.Text;
        var start = line;
        if (text.AsSpan(at).StartsWith("\"\"\""))
        {
            var end = text.IndexOf("\"\"\"", at + 3, StringComparison.Ordinal);
            if (end < 0)
                throw Error(source, start, "the text opened here by \"\"\" is never closed");
            line += text.AsSpan(at, end - at).Count('\n');
            return end + 2;
        }
        for (var i = at + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                return i;
        }
        throw Error(source, start, "the quoted text opened here is not closed on its line");
    }

    private static char Next(string text, int i) => i + 1 < text.Length ? text[i + 1] : '\0';

    private static SettingsException Error(SettingsText source, int line, string what) => new([$"{source.Name}:{line}: not valid HOCON: {what}."]);
}
