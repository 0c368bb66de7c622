using System.Globalization;
using System.Text;

namespace DeepAvFusion.Core.Settings.Hocon;

/// <summary>Walks over the characters of a text and counts its lines.</summary>
internal sealed class HoconScanner
{
    private readonly string _source;
    private readonly string _text;
    private int _at;
    private int _line = 1;

    public HoconScanner(SettingsText source) => (_source, _text) = (source.Name, source.Text);

    public HoconPlace Place => new(_source, _line);

    public bool IsAtEnd => _at >= _text.Length;

    public char Current => _text[_at];

    /// <summary>`#`, or `//` where it does not follow a colon as in an address.</summary>
    public bool IsAtComment => !IsAtEnd && (Current == '#' || (StartsWith("//") && (_at == 0 || _text[_at - 1] is not (':' or '/'))));

    public char Next()
    {
        if (Current == '\n')
            _line++;
        return _text[_at++];
    }

    public bool StartsWith(string mark) => _text.AsSpan(_at).StartsWith(mark, StringComparison.Ordinal);

    public bool Take(string mark)
    {
        if (!StartsWith(mark))
            return false;
        _at += mark.Length;
        return true;
    }

    /// <summary>Space, ends of lines and comments.</summary>
    public void SkipSpace()
    {
        while (!IsAtEnd)
        {
            if (char.IsWhiteSpace(Current) || Current == '\ufeff')
                Next();
            else if (IsAtComment)
                While(c => c != '\n', comments: true);
            else
                return;
        }
    }

    /// <summary>Space within the line.</summary>
    public void SkipBlanks() => While(c => c is ' ' or '\t');

    /// <summary>Takes what fits, up to a comment or a reference.</summary>
    public string While(Predicate<char> fits, bool comments = false)
    {
        var start = _at;
        while (!IsAtEnd && fits(Current) && (comments || (!IsAtComment && !StartsWith("${"))))
            Next();
        return _text[start.._at];
    }

    /// <summary>The word that begins here, and where it ends; nothing is taken.</summary>
    public (string Word, int End) Word()
    {
        var end = _at;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
            end++;
        return (_text[_at..end], end);
    }

    public string RestOfLine(int from) => _text[from..(_text.IndexOf('\n', from) is >= 0 and var end ? end : _text.Length)];

    public void MoveTo(int at) => _at = at;

    /// <summary>Takes text in one or three quotes; escapes are those of JSON, and none within three.</summary>
    /// <exception cref="SettingsException">It is not closed, or holds an unknown escape.</exception>
    public string Quoted()
    {
        var opened = Place;
        if (Take("\"\"\""))
        {
            var end = _text.IndexOf("\"\"\"", _at, StringComparison.Ordinal);
            if (end < 0)
                throw opened.NotHocon("the text opened here by \"\"\" is never closed");
            while (end + 3 < _text.Length && _text[end + 3] == '"')
                end++;                                                   // quotes before the closing three are part of the text
            var raw = _text[_at..end];
            _line += raw.AsSpan().Count('\n');
            _at = end + 3;
            return raw;
        }
        var text = new StringBuilder();
        for (_at++; !IsAtEnd && Current != '\n'; text.Append(Current == '\\' ? Escaped() : Next()))
            if (Take("\""))
                return text.ToString();
        throw opened.NotHocon("the quoted text opened here is not closed on its line");
    }

    private char Escaped()
    {
        _at++;
        if (IsAtEnd || Current == '\n')
            return '\\';                                                 // the text is not closed, which is told
        var c = Next();
        if (c == 'u' && _at + 4 <= _text.Length && ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            _at += 4;
            return (char)code;
        }
        return c switch
        {
            '"' or '\\' or '/' => c,
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            _ => throw Place.NotHocon($"'\\{c}' in quoted text means nothing; write \\\\ for a backslash"),
        };
    }
}
