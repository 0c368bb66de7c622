namespace Akka.Configuration.Hocon;

/// <summary>
/// Reads HOCON: comments, nested and dotted keys, merged objects, arrays, quoted, triple-quoted and unquoted text, <c>${path}</c>, includes.
/// What the mirrored version reads wrongly without a word (<c>+=</c>, <c>${?path}</c>, unbalanced brackets) is refused with the line.
/// </summary>
public class Parser
{
    private readonly HoconReader _reader;
    private readonly Func<string, HoconRoot>? _include;
    private readonly List<HoconSubstitution> _substitutions = [];

    private Parser(string text, Func<string, HoconRoot>? include)
    {
        _reader = new HoconReader(text);
        _include = include;
    }

    public static HoconRoot Parse(string text, Func<string, HoconRoot>? includeCallback)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new Parser(text, includeCallback);
        var value = parser.ParseRoot();
        HoconResolver.Resolve(value, parser._substitutions);
        return new HoconRoot(value, parser._substitutions);
    }

    private HoconValue ParseRoot()
    {
        var root = new HoconValue();
        var content = new HoconObject();
        root.NewValue(content);
        _reader.SkipSpacesNewlinesAndComments();
        if (_reader.Current == '[')
            throw _reader.UnknownToken();
        var braced = _reader.TrySkip("{");
        ParseFields(content, "", braced ? _reader.Line : 0);
        _reader.SkipSpacesNewlinesAndComments();
        if (!_reader.AtEnd)
            throw Malformed("there is text after the closing '}' of the file");
        return root;
    }

    private void ParseFields(HoconObject owner, string path, int openedOnLine)
    {
        while (true)
        {
            _reader.SkipSpacesNewlinesAndComments();
            if (_reader.AtEnd)
            {
                if (openedOnLine > 0)
                    throw Malformed($"the '{{' opened on line {openedOnLine} is not closed" + In(path));
                return;
            }
            if (_reader.Current == '}')
            {
                if (openedOnLine == 0)
                    throw Malformed("a '}' closes nothing");
                _reader.Skip();
                return;
            }
            if (TryTakeInclude(out var name))
                Include(owner, path, name);
            else
                ParseField(owner, path);
        }
    }

    private void ParseField(HoconObject owner, string path)
    {
        var line = _reader.Line;
        var keys = ParseKey(line);
        var target = owner;
        foreach (var key in keys.SkipLast(1))
            target = ObjectOf(target.GetOrCreateKey(key));
        var full = path.Length == 0 ? string.Join('.', keys) : path + "." + string.Join('.', keys);
        var value = target.GetOrCreateKey(keys[^1]);
        var assigned = _reader.Current != '{';
        if (assigned)
        {
            if (_reader.Matches("+="))
                throw new ConfigurationException($"Line {line}: '+=' of key '{full}' is not supported; write the whole array with '='.");
            if (!_reader.TrySkip("=") && !_reader.TrySkip(":"))
                throw Malformed($"key '{full}' is not followed by '=', ':' or '{{'", line);
            _reader.SkipSpacesNewlinesAndComments();
        }
        var wasObject = ParseValue(value, full, line, oneObject: !assigned);
        _reader.TakeSpaces();
        if (!wasObject)
            _reader.TrySkip(",");
    }

    private List<string> ParseKey(int line)
    {
        var keys = new List<string>();
        var key = "";
        while (true)
        {
            if (_reader.Current == '"')
            {
                key += _reader.TakeQuoted();
            }
            else
            {
                var start = _reader.Position;
                var part = TakeKeyText();
                if (part.Length == 0 && _reader.Position == start)
                {
                    if (_reader.Current is not ('=' or ':' or '{' or '+'))
                        throw _reader.AtEnd || _reader.Current is '\r' or '\n' ? Malformed($"key '{key}' has no value", line) : _reader.UnknownToken();
                    if (key.Trim().Length == 0)
                        throw Malformed("a value has no key", line);
                    keys.Add(key.Trim());
                    return keys;
                }
                key += part;
            }
            if (_reader.TrySkip("."))
            {
                keys.Add(key.Trim());
                key = "";
            }
        }
    }

    // unquoted key text up to a dot; '+' ends it only as the start of '+='
    private string TakeKeyText()
    {
        var text = _reader.TakeSpaces();
        while (!_reader.AtEnd && _reader.Current != '.' && !_reader.Matches("+="))
        {
            var c = _reader.Current;
            if (c is ' ' or '\t' or '\r' or '\n' or '"' or '=' or ':' or '{' or '}' or '[' or ']' or ',' or '$' or '#')
                break;
            text += c;
            _reader.Skip();
        }
        return text;
    }

    /// <returns>Whether the value was an object, after which no comma may stand.</returns>
    private bool ParseValue(HoconValue owner, string path, int line, bool oneObject = false)
    {
        var first = true;
        var afterText = false;
        var sawObject = false;
        while (true)
        {
            var spaces = _reader.TakeSpaces();
            if (_reader.AtEnd || _reader.IsComment || _reader.Current is '\r' or '\n' or ',' or '}' or ']')
            {
                if (first)
                    throw Malformed($"key '{path}' has no value", line);
                return sawObject;
            }
            switch (_reader.Current)
            {
                case '{':
                    var opened = _reader.Line;
                    _reader.Skip();
                    ParseFields(ObjectOf(owner), path, opened);
                    if (oneObject)
                        return true;
                    sawObject = true;
                    afterText = false;
                    break;
                case '[':
                    Add(owner, ParseArray(path), first);
                    afterText = sawObject = false;
                    break;
                default:
                    if (afterText && spaces.Length > 0)
                        owner.AppendValue(new HoconLiteral { Value = spaces });
                    Add(owner, ParseSimple(path), first);
                    afterText = true;
                    sawObject = false;
                    break;
            }
            first = false;
        }
    }

    private IHoconElement ParseSimple(string path)
    {
        if (_reader.Current == '"')
            return new HoconLiteral { Value = _reader.TakeQuoted() };
        if (_reader.Matches("${"))
            return ParseSubstitution(path);
        if (_reader.Current is '=' or ':')
            throw new ConfigurationException($"Line {_reader.Line}: could not parse the value of '{path}': unquoted text cannot contain '=' or ':'. " +
                "Enclose an object in curly brackets, and a URI or any text with these characters in double quotes.");
        var text = _reader.TakeUnquoted();
        if (text.Length == 0)
            throw _reader.UnknownToken();
        return new HoconLiteral { Value = text == "null" ? null : text };
    }

    private HoconSubstitution ParseSubstitution(string path)
    {
        var line = _reader.Line;
        _reader.Skip(2);
        var target = "";
        while (!_reader.AtEnd && _reader.Current is not ('}' or '\n'))
        {
            target += _reader.Current;
            _reader.Skip();
        }
        if (!_reader.TrySkip("}"))
            throw new ConfigurationException($"Line {line}: the substitution '${{{target}' in '{path}' is not closed.");
        if (target.StartsWith('?'))
            throw new ConfigurationException($"Line {line}: the optional substitution '${{{target}}}' in '{path}' is not supported; give the value a default instead.");
        var substitution = new HoconSubstitution(target.Trim());
        _substitutions.Add(substitution);
        return substitution;
    }

    private HoconArray ParseArray(string path)
    {
        var opened = _reader.Line;
        var array = new HoconArray();
        _reader.Skip();
        while (true)
        {
            _reader.SkipSpacesNewlinesAndComments();
            if (_reader.AtEnd)
                throw Malformed($"the '[' opened on line {opened} is not closed" + In(path));
            if (_reader.TrySkip("]"))
                return array;
            if (_reader.Current == '}')
                throw Malformed("a '}' stands where ']' is expected" + In(path));
            if (_reader.Current == ',')
                throw Malformed("an array element is missing before ','" + In(path));
            var element = new HoconValue();
            ParseValue(element, path, _reader.Line);
            array.Add(element);
            _reader.SkipSpacesNewlinesAndComments();
            _reader.TrySkip(",");
        }
    }

    private bool TryTakeInclude(out string name)
    {
        const string Keyword = "include";
        name = "";
        if (!_reader.Matches(Keyword))
            return false;
        var lookahead = new string([.. Rest(Keyword.Length).SkipWhile(c => c is ' ' or '\t').Take(1)]);
        if (lookahead != "\"")
            return false;
        _reader.Skip(Keyword.Length);
        _reader.TakeSpaces();
        name = _reader.TakeQuoted();
        return true;
    }

    private IEnumerable<char> Rest(int offset) => _reader.From(offset);

    private void Include(HoconObject owner, string path, string name)
    {
        var line = _reader.Line;
        if (_include is null)
            throw new ConfigurationException($"Line {line}: include \"{name}\" needs an include callback, and none was given.");
        var included = _include(name) ?? throw new ConfigurationException($"Line {line}: include \"{name}\" was not found.");
        foreach (var substitution in included.Substitutions)
        {
            substitution.Path = path + "." + substitution.Path;
            _substitutions.Add(substitution);
        }
        if (included.Value.GetObject() is { } content)
            owner.Merge(content);
    }

    private static void Add(HoconValue owner, IHoconElement element, bool first)
    {
        if (first)
            owner.NewValue(element);
        else
            owner.AppendValue(element);
    }

    private static HoconObject ObjectOf(HoconValue value)
    {
        if (value.Values is [HoconObject existing])
            return existing;
        var created = new HoconObject();
        value.NewValue(created);
        return created;
    }

    private static string In(string path) => path.Length == 0 ? "" : $" (in '{path}')";

    private ConfigurationException Malformed(string problem, int? line = null) => new($"Line {line ?? _reader.Line}: {problem}.");
}
