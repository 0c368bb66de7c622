using System.Text;

namespace DeepAvFusion.Core.Settings.Hocon;

/// <summary>
/// Takes a text of settings apart: HOCON with includes, references, `+=` and plain JSON, which Akka.NET's own parser does not read (a comma after a section, `include`, environment variables). Unquoted
/// values may hold what addresses hold (`rtsp://user@host:554/x?a=b`).
/// </summary>
internal sealed class HoconParser
{
    private const int MostDepth = 64;
    private const string NotInKeys = "{}[]:=,#\"$\n\r";
    private const string NotInValues = "{}[],#\"\n\r";

    private readonly HoconScanner _in;
    private readonly HoconFiles _files;
    private readonly IReadOnlyList<string> _within;
    private int _depth;

    /// <param name="files">Reads what is included.</param>
    /// <param name="within">Section that the text is included into.</param>
    public HoconParser(SettingsText source, HoconFiles files, IReadOnlyList<string> within) =>
        (_in, _files, _within, _depth) = (new HoconScanner(source), files, within, within.Count);

    /// <exception cref="SettingsException">Names file, line and what is wrong.</exception>
    public HoconSection Parse()
    {
        var top = new HoconSection();
        _in.SkipSpace();
        var place = _in.Place;
        if (_in.Take("{"))
            Fields(top, _within, place);
        else
            Fields(top, _within, null);
        _in.SkipSpace();
        return _in.IsAtEnd ? top : throw _in.Place.NotHocon($"'{_in.Current}' closes nothing that is open here");
    }

    /// <param name="opened">Place of the brace that has to be closed; null at the top of a file.</param>
    private void Fields(HoconSection section, IReadOnlyList<string> path, HoconPlace? opened)
    {
        Deeper(1);
        while (true)
        {
            _in.SkipSpace();
            if (_in.IsAtEnd)
            {
                if (opened is { } place)
                    throw place.NotHocon("the '{' opened here is never closed");
                break;
            }
            if (_in.Current == '}')
            {
                if (opened is not null)
                    _in.Take("}");
                break;
            }
            if (IncludeOf() is { } included)
                section.Lay(_files.Include(included.Path, included.Place, path));
            else
                Field(section, path);
            _in.SkipSpace();
            _in.Take(",");
        }
        Deeper(-1);
    }

    private void Field(HoconSection section, IReadOnlyList<string> path)
    {
        var place = _in.Place;
        var keys = Key();
        _in.SkipSpace();
        var appends = _in.Take("+=");
        if (!appends && !_in.Take("=") && !_in.Take(":") && (_in.IsAtEnd || _in.Current != '{'))
            throw place.NotHocon($"'{string.Join('.', keys)}' has no value; write key = value");
        Deeper(keys.Count);
        IReadOnlyList<string> full = [.. path, .. keys];
        var value = Value(full, place);
        Deeper(-keys.Count);
        if (appends)
            value = new HoconJoin([new HoconReference(string.Join('.', full), full, IsOptional: true, []), new HoconList([value])]);
        for (var i = keys.Count - 1; i > 0; i--)
        {
            var inner = new HoconSection();
            inner.Set(keys[i], value, place);
            value = inner;
        }
        section.Set(keys[0], value, place);
    }

    private List<string> Key()
    {
        var keys = new List<string>();
        do
        {
            var part = new StringBuilder();
            var isQuoted = false;
            while (!_in.IsAtEnd && _in.Current != '.' && !_in.IsAtComment)
            {
                if (_in.Current == '"')
                {
                    part.Append(_in.Quoted());
                    isQuoted = true;
                }
                else if (NotInKeys.Contains(_in.Current) || _in.StartsWith("+="))
                {
                    break;
                }
                else if (!isQuoted || !char.IsWhiteSpace(_in.Current))
                {
                    part.Append(_in.Next());
                }
                else
                {
                    _in.Next();
                }
            }
            keys.Add(isQuoted ? part.ToString() : part.ToString().Trim());
            if (keys[^1].Length == 0 && !isQuoted)
                throw _in.Place.NotHocon(_in.IsAtEnd ? "a key is missing at the end" : $"a key is missing before '{_in.Current}'");
        }
        while (_in.Take("."));
        return keys;
    }

    private HoconNode Value(IReadOnlyList<string> path, HoconPlace place)
    {
        var begin = _in.Place;
        _in.SkipSpace();
        var isOnNextLine = _in.Place != begin;
        var parts = new List<HoconNode>();
        while (!_in.IsAtEnd && !_in.IsAtComment)
        {
            if (_in.Current == '"')
                parts.Add(new HoconText(_in.Quoted(), IsQuoted: true));
            else if (_in.Current == '{')
                parts.Add(Section(path));
            else if (_in.Current == '[')
                parts.Add(List(path));
            else if (_in.StartsWith("${"))
                parts.Add(Reference());
            else if (NotInValues.Contains(_in.Current))
                break;
            else
                parts.Add(new HoconText(_in.While(c => !NotInValues.Contains(c)), IsQuoted: false));
        }
        var first = parts.FindIndex(part => !IsSpace(part));
        if (first < 0)
            throw place.NotHocon($"'{string.Join('.', path)}' has no value; write \"\" for an empty one");
        var last = parts.FindLastIndex(part => !IsSpace(part));
        var used = parts[first..(last + 1)];
        if (used.OfType<HoconText>().Any(text => !text.IsQuoted && LooksLikeKey(text.Text, isOnNextLine)))
            throw place.NotHocon($"'{string.Join('.', path)}' has no value, or its text needs quotes");
        if (used[0] is HoconText { IsQuoted: false } head)
            used[0] = head with { Text = head.Text.TrimStart() };
        if (used[^1] is HoconText { IsQuoted: false } tail)
            used[^1] = tail with { Text = tail.Text.TrimEnd() };
        return used is [var only] ? only : new HoconJoin(used);
    }

    private HoconSection Section(IReadOnlyList<string> path)
    {
        var place = _in.Place;
        _in.Take("{");
        var section = new HoconSection();
        Fields(section, path, place);
        return section;
    }

    private HoconList List(IReadOnlyList<string> path)
    {
        var place = _in.Place;
        _in.Take("[");
        Deeper(1);
        var items = new List<HoconNode>();
        for (_in.SkipSpace(); !_in.Take("]"); _in.SkipSpace())
        {
            if (_in.IsAtEnd)
                throw place.NotHocon("the '[' opened here is never closed");
            if (_in.Current == '}')
                throw _in.Place.NotHocon("'}' closes nothing that is open here");
            items.Add(Value(path, _in.Place));
            _in.SkipSpace();
            _in.Take(",");
        }
        Deeper(-1);
        return new HoconList(items);
    }

    private HoconReference Reference()
    {
        var place = _in.Place;
        _in.Take("${");
        var isOptional = _in.Take("?");
        var text = _in.While(c => c is not ('}' or '\n'));
        if (!_in.Take("}") || text.Trim().Length == 0)
            throw place.NotHocon("the reference opened here by ${ names nothing, or is not closed on its line");
        var path = new HoconParser(new SettingsText(place.Source, text.Trim()), _files, []).Key();
        return new HoconReference(text.Trim(), path, isOptional, _within);
    }

    /// <summary>The file of `include "x"`, `include file("x")` or `include required(file("x"))`; null when the next thing is a key.</summary>
    private (string Path, HoconPlace Place)? IncludeOf()
    {
        var place = _in.Place;
        if (_in.Word() is not ("include", var end))
            return null;
        var rest = _in.RestOfLine(end);
        var form = rest.TrimStart();
        if (form.Length == 0 || !(char.IsWhiteSpace(rest[0]) || rest[0] == '"') || "=:{+.".Contains(form[0]))
            return null;
        _in.MoveTo(end);
        var calls = 0;
        for (_in.SkipBlanks(); _in.Take("required(") || _in.Take("file("); _in.SkipBlanks())
            calls++;
        if (_in.IsAtEnd || _in.Current != '"')
            throw place.Error("only files can be included: write include \"other.conf\"");
        var path = _in.Quoted();
        for (; calls > 0; calls--)
        {
            _in.SkipBlanks();
            if (!_in.Take(")"))
                throw place.NotHocon("a ')' is missing after include");
        }
        return (path, place);
    }

    /// <summary>Another key where a value should be.</summary>
    private static bool LooksLikeKey(string text, bool isOnNextLine) =>
        text.Contains(" =", StringComparison.Ordinal) || text.Contains("= ", StringComparison.Ordinal) || (isOnNextLine && text.AsSpan().ContainsAny('=', ':'));

    private static bool IsSpace(HoconNode node) => node is HoconText { IsQuoted: false } text && string.IsNullOrWhiteSpace(text.Text);

    private void Deeper(int levels)
    {
        _depth += levels;
        if (_depth > MostDepth)
            throw _in.Place.Error($"settings are nested more than {MostDepth} deep here");
    }
}
