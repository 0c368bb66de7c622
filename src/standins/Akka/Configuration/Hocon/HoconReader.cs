using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Walks over a HOCON text character by character and knows the line it is on.</summary>
internal sealed class HoconReader(string text)
{
    private const string NotInUnquotedText = "$\"{}[]:=,#`^?!@*&\\\r\n\t ";

    public int Position { get; private set; }

    public bool AtEnd => Position >= text.Length;

    public char Current => AtEnd ? '\0' : text[Position];

    public int Line => LineOf(Position);

    public bool Matches(string pattern) => string.CompareOrdinal(text, Position, pattern, 0, pattern.Length) == 0;

    public bool IsComment => Current == '#' || Matches("//");

    public void Skip(int count = 1) => Position += count;

    public IEnumerable<char> From(int offset) => text.Skip(Position + offset);

    public bool TrySkip(string pattern)
    {
        if (!Matches(pattern))
            return false;
        Position += pattern.Length;
        return true;
    }

    public string TakeSpaces()
    {
        var start = Position;
        while (!AtEnd && Current is ' ' or '\t')
            Position++;
        return text[start..Position];
    }

    public void SkipSpacesNewlinesAndComments()
    {
        while (!AtEnd)
        {
            if (char.IsWhiteSpace(Current))
                Position++;
            else if (IsComment)
                SkipLine();
            else
                return;
        }
    }

    public string TakeUnquoted()
    {
        var start = Position;
        while (!AtEnd && !NotInUnquotedText.Contains(Current, StringComparison.Ordinal) && !Matches("//"))
            Position++;
        return text[start..Position];
    }

    public string TakeQuoted()
    {
        if (TrySkip("\"\"\""))
            return TakeTripleQuoted();
        var startLine = Line;
        var value = new StringBuilder();
        Position++;
        while (true)
        {
            if (AtEnd || Current == '\n')
                throw new ConfigurationException($"The quoted text that starts on line {startLine} has no closing quote.");
            var c = text[Position++];
            if (c == '"')
                return value.ToString();
            value.Append(c == '\\' ? TakeEscape() : c);
        }
    }

    public FormatException UnknownToken()
    {
        var start = text.LastIndexOf('\n', Math.Max(0, Math.Min(Position, text.Length) - 1)) + 1;
        var end = text.IndexOf('\n', Math.Min(Position, text.Length));
        var line = text[start..(end < 0 ? text.Length : end)].TrimEnd('\r');
        return new FormatException($"Unknown token '{Current}' at position {Position} (line {Line}): \n{line}\n{new string(' ', Math.Max(0, Position - start))}^");
    }

    private string TakeTripleQuoted()
    {
        var startLine = Line;
        var end = text.IndexOf("\"\"\"", Position, StringComparison.Ordinal);
        if (end < 0)
            throw new ConfigurationException($"The triple-quoted text that starts on line {startLine} has no closing quotes.");
        while (end + 3 < text.Length && text[end + 3] == '"')
            end++;
        var value = text[Position..end];
        Position = end + 3;
        return value;
    }

    private char TakeEscape()
    {
        var c = AtEnd ? '\0' : text[Position++];
        switch (c)
        {
            case '"' or '\\' or '/': return c;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when Position + 4 <= text.Length
                          && ushort.TryParse(text.AsSpan(Position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                Position += 4;
                return (char)code;
            default: throw new FormatException($"Unknown escape code: {c} (line {Line})");
        }
    }

    private void SkipLine()
    {
        while (!AtEnd && Current != '\n')
            Position++;
    }

    private int LineOf(int position)
    {
        var line = 1;
        for (var i = 0; i < position && i < text.Length; i++)
        {
            if (text[i] == '\n')
                line++;
        }
        return line;
    }
}
