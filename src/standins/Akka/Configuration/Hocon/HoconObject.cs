using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>A set of named values, in the order they were first named.</summary>
public class HoconObject : IHoconElement
{
    public Dictionary<string, HoconValue> Items { get; } = [];

    public IDictionary<string, object?> Unwrapped =>
        Items.ToDictionary(item => item.Key, item => item.Value.GetObject() is { } inner ? inner.Unwrapped : (object?)item.Value);

    public bool IsString() => false;

    public string? GetString() => throw new NotSupportedException("An object is not a string.");

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new NotSupportedException("An object is not an array.");

    public HoconValue? GetKey(string key) => Items.GetValueOrDefault(key);

    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value))
            Items[key] = value = new HoconValue();
        return value;
    }

    /// <summary>Takes over what <paramref name="other"/> holds; its values win, objects are merged.</summary>
    public void Merge(HoconObject other)
    {
        foreach (var (key, value) in other.Items)
        {
            if (Items.TryGetValue(key, out var mine) && mine.GetObject() is { } left && value.GetObject() is { } right)
                left.Merge(right);
            else
                Items[key] = value;
        }
    }

    internal static HoconObject Union(HoconObject preferred, HoconObject fallback)
    {
        var union = new HoconObject();
        foreach (var (key, value) in preferred.Items)
        {
            var other = fallback.GetKey(key);
            union.Items[key] = value.GetObject() is { } left && other?.GetObject() is { } right
                ? new HoconValue([Union(left, right)])
                : value;
        }
        foreach (var (key, value) in fallback.Items)
            union.Items.TryAdd(key, value);
        return union;
    }

    public override string ToString() => ToString(0);

    public string ToString(int indent)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in Items)
            text.Append(' ', indent * 2).Append(key).Append(" : ").Append(value.ToString(indent)).Append("\r\n");
        return text.ToString();
    }
}
