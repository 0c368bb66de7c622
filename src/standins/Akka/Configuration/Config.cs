using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>An immutable tree of settings, read by dotted path. A missing key gives the default, never an error.</summary>
public class Config
{
    public static readonly Config Empty = ConfigurationFactory.Empty;

    private readonly HoconValue _own;
    private readonly Lazy<HoconValue> _merged;

    public Config() : this(new HoconRoot(new HoconValue([new HoconObject()]))) { }

    public Config(HoconRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        _own = root.Value ?? throw new ArgumentException("The root of a configuration must have a value.", nameof(root));
        Substitutions = root.Substitutions;
        _merged = new Lazy<HoconValue>(_own);
    }

    public Config(Config source, Config? fallback)
    {
        ArgumentNullException.ThrowIfNull(source);
        _own = source._own;
        Fallback = fallback;
        Substitutions = source.Substitutions;
        _merged = fallback is null ? new Lazy<HoconValue>(_own) : new Lazy<HoconValue>(() => Merge(_own, fallback.Root));
    }

    public Config? Fallback { get; }

    public virtual bool IsEmpty => Root.IsEmpty;

    /// <summary>The value of the whole tree, fallbacks included.</summary>
    public HoconValue Root => _merged.Value;

    public IEnumerable<HoconSubstitution> Substitutions { get; set; }

    public static Config operator +(Config config, string fallback) => config.WithFallback(ConfigurationFactory.ParseString(fallback));

    public static Config operator +(string configHocon, Config fallbackConfig) => ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    public virtual bool HasPath(string path) => GetValue(path) is not null;

    public HoconValue? GetValue(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        HoconValue? node = Root;
        foreach (var key in HoconPath.Split(path))
        {
            node = node.GetChildObject(key);
            if (node is null)
                return null;
        }
        return node;
    }

    public virtual Config GetConfig(string path) => GetValue(path) is { } value ? new Config(new HoconRoot(value)) : null!;

    public virtual string GetString(string path, string? @default = null) => GetValue(path) is { } value ? value.GetString()! : @default!;

    public virtual bool GetBoolean(string path, bool @default = false) => GetValue(path) is { } value ? value.GetBoolean() : @default;

    public virtual int GetInt(string path, int @default = 0) => GetValue(path) is { } value ? value.GetInt() : @default;

    public virtual long GetLong(string path, long @default = 0) => GetValue(path) is { } value ? value.GetLong() : @default;

    public virtual float GetFloat(string path, float @default = 0) => GetValue(path) is { } value ? value.GetFloat() : @default;

    public virtual double GetDouble(string path, double @default = 0) => GetValue(path) is { } value ? value.GetDouble() : @default;

    public virtual decimal GetDecimal(string path, decimal @default = 0) => GetValue(path) is { } value ? value.GetDecimal() : @default;

    /// <summary>A duration; zero when missing and no default is given.</summary>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        GetValue(path) is { } value ? value.GetTimeSpan(allowInfinite) : @default ?? TimeSpan.Zero;

    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    public virtual long? GetByteSize(string path, long? def = null) => GetValue(path) is { } value ? value.GetByteSize() : def;

    public virtual IList<string> GetStringList(string path) => GetStringList(path, []);

    public virtual IList<string> GetStringList(string path, string[] defaultPaths) => GetValue(path)?.GetStringList() ?? defaultPaths;

    public virtual IList<bool> GetBooleanList(string path) => Required(path).GetBooleanList();

    public virtual IList<byte> GetByteList(string path) => Required(path).GetByteList();

    public virtual IList<int> GetIntList(string path) => Required(path).GetIntList();

    public virtual IList<long> GetLongList(string path) => Required(path).GetLongList();

    public virtual IList<float> GetFloatList(string path) => Required(path).GetFloatList();

    public virtual IList<double> GetDoubleList(string path) => Required(path).GetDoubleList();

    public virtual IList<decimal> GetDecimalList(string path) => Required(path).GetDecimalList();

    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root.GetObject()?.Items ?? [];

    /// <summary>The same settings with <paramref name="fallback"/> behind them, after any fallback already there.</summary>
    public virtual Config WithFallback(Config? fallback)
    {
        if (ReferenceEquals(fallback, this))
            throw new ArgumentException("Config can not have itself as fallback", nameof(fallback));
        if (fallback is null || fallback.IsEmpty)
            return this;
        if (IsEmpty)
            return fallback;
        return new Config(this, Fallback is null ? fallback : Fallback.WithFallback(fallback));
    }

    public override string ToString() => _own.ToString();

    public string ToString(bool includeFallback) => (includeFallback ? Root : _own).ToString();

    private HoconValue Required(string path) =>
        GetValue(path) ?? throw new NullReferenceException($"The list '{path}' is not in the configuration.");

    private static HoconValue Merge(HoconValue own, HoconValue fallback)
    {
        var left = own.GetObject();
        var right = fallback.GetObject();
        return left is null || right is null ? own : new HoconValue([HoconObject.Union(left, right)]);
    }
}
