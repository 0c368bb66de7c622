using System.Globalization;
using System.Text;

namespace DeepAvFusion.Core.Settings.Hocon;

/// <summary>Writes resolved settings in the plain form that Akka.NET's own parser reads: quoted keys, one a line; and notes where each was set.</summary>
internal sealed class HoconWriter
{
    private const int MostLength = 2 << 20;

    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, HoconPlace> _places = [];

    /// <returns>The text, and for each key, sections included, where it was set last.</returns>
    /// <exception cref="SettingsException">The text would be too long.</exception>
    public static (string Text, IReadOnlyDictionary<string, HoconPlace> Places) Write(HoconSection settings)
    {
        var writer = new HoconWriter();
        writer.Fields(settings, "");
        return (writer._text.ToString(), writer._places);
    }

    private void Fields(HoconSection section, string path)
    {
        foreach (var (key, field) in section.Fields)
        {
            var full = path.Length == 0 ? key : $"{path}.{key}";
            _places[full] = field.Place;
            Bound(field.Place);
            Quote(key);
            if (field.Value is HoconSection inner)
            {
                _text.Append(" {\n");
                Fields(inner, full);
                _text.Append("}\n");
            }
            else
            {
                _text.Append(" = ");
                Value(field.Value, full, field.Place);
                _text.Append('\n');
            }
        }
    }

    private void Value(HoconNode node, string path, HoconPlace place)
    {
        Bound(place);
        switch (node)
        {
            case HoconSection section:
                _text.Append("{\n");
                Fields(section, path);
                _text.Append('}');
                break;
            case HoconList list:
                _text.Append('[');
                foreach (var (index, item) in list.Items.Index())
                {
                    _text.Append(index == 0 ? "" : ", ");
                    Value(item, path, place);
                }
                _text.Append(']');
                break;
            case HoconText text when !text.IsQuoted && text.Text.Length > 0 && text.Text.All(c => char.IsAsciiLetterOrDigit(c) || "-_.%".Contains(c)):
                _text.Append(text.Text);
                break;
            case HoconText text:
                Quote(text.Text);
                break;
        }
    }

    private void Bound(HoconPlace place)
    {
        if (_text.Length > MostLength)
            throw place.Error("the settings grow too large by their references");
    }

    private void Quote(string text)
    {
        _text.Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                _text.Append('\\').Append(c);
            else if (char.IsControl(c))
                _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                _text.Append(c);
        }
        _text.Append('"');
    }
}
