using System.Buffers;
using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>The value of a key: the pieces written for it, read as the type asked for.</summary>
public class HoconValue : IMightBeAHoconObject
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(" \t\":={}[],#");

    public HoconValue() => Values = [];

    public HoconValue(List<IHoconElement> values, bool adoptedFromFallback = true)
    {
        _ = adoptedFromFallback;
        Values = values;
    }

    public List<IHoconElement> Values { get; }

    public bool IsEmpty => Values.Count == 0 || (GetObject() is { Items.Count: 0 } && Values.Count == 1);

    public void AppendValue(IHoconElement value) => Values.Add(value);

    public void Clear() => Values.Clear();

    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    public bool IsString() => Values.Count > 0 && Values.TrueForAll(element => element.IsString());

    public bool IsObject() => GetObject() is not null;

    /// <remarks>False for an empty list, as in the package.</remarks>
    public bool IsArray() => Values.Exists(element => element.IsArray() && element.GetArray().Count > 0);

    public HoconObject? GetObject()
    {
        foreach (var element in Values)
        {
            if (element is HoconObject direct)
                return direct;
            if (element is IMightBeAHoconObject maybe && maybe.IsObject())
                return maybe.GetObject();
        }
        return null;
    }

    public HoconValue? GetChildObject(string key) => GetObject()?.GetKey(key);

    public IList<HoconValue> GetArray() => [.. Values.Where(element => element.IsArray()).SelectMany(element => element.GetArray())];

    /// <summary>The text without spaces around it, quoted or not; null when this is no text.</summary>
    public string? GetString()
    {
        if (!IsString())
            return null;
        var text = Values is [var only] ? only.GetString() : string.Concat(Values.Select(element => element.GetString()));
        return text?.Trim();
    }

    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        var other => throw new NotSupportedException("Unknown boolean format: " + other),
    };

    public byte GetByte() => byte.Parse(GetString()!, CultureInfo.InvariantCulture);

    public int GetInt() => int.Parse(GetString()!, CultureInfo.InvariantCulture);

    public long GetLong() => long.Parse(GetString()!, CultureInfo.InvariantCulture);

    public float GetFloat() => float.Parse(GetString()!, CultureInfo.InvariantCulture);

    public double GetDouble() => double.Parse(GetString()!, CultureInfo.InvariantCulture);

    public decimal GetDecimal() => decimal.Parse(GetString()!, CultureInfo.InvariantCulture);

    /// <summary>A duration; a bare number is milliseconds, <c>infinite</c> is <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) => HoconUnits.ParseTimeSpan(GetString()!, allowInfinite);

    /// <summary>A size in bytes: <c>kB MB</c> count in thousands, <c>KiB MiB k m</c> in 1024s.</summary>
    public long? GetByteSize() => HoconUnits.ParseByteSize(GetString()!);

    public IList<bool> GetBooleanList() => List(value => value.GetBoolean());

    public IList<byte> GetByteList() => List(value => value.GetByte());

    public IList<int> GetIntList() => List(value => value.GetInt());

    public IList<long> GetLongList() => List(value => value.GetLong());

    public IList<float> GetFloatList() => List(value => value.GetFloat());

    public IList<double> GetDoubleList() => List(value => value.GetDouble());

    public IList<decimal> GetDecimalList() => List(value => value.GetDecimal());

    public IList<string> GetStringList() => List(value => value.GetString()!);

    public Config AtKey(string key)
    {
        var outer = new HoconObject();
        outer.GetOrCreateKey(key).Values.AddRange(Values);
        return new Config(new HoconRoot(new HoconValue([outer])));
    }

    public Config ToConfig() => new(new HoconRoot(this));

    public override string ToString() => ToString(0);

    public virtual string ToString(int indent)
    {
        if (IsString())
            return Quote(GetString());
        if (GetObject() is { } inner)
            return indent == 0 ? inner.ToString(1) : "{\r\n" + inner.ToString(indent + 1) + new string(' ', indent * 2) + "}";
        return Values.Exists(element => element.IsArray()) ? "[" + string.Join(",", GetArray().Select(value => value.ToString(indent + 1))) + "]" : "";
    }

    private List<T> List<T>(Func<HoconValue, T> read) => [.. GetArray().Select(read)];

    private static string Quote(string? text) =>
        text is { Length: > 0 } && text.AsSpan().ContainsAny(NeedQuotes) ? "\"" + text.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"" : text ?? "";
}
