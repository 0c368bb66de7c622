using Akka.Event;

namespace Akka.Streams;

/// <summary>Settings of a part of a graph, from the least to the most specific.</summary>
public sealed partial class Attributes
{
    public static readonly Attributes None = new();

    private readonly IAttribute[] _attributes;

    public Attributes(params IAttribute[] attributes) => _attributes = attributes ?? [];

    public IEnumerable<IAttribute> AttributeList => _attributes;

    /// <summary>These attributes, overridden by <paramref name="other"/>.</summary>
    public Attributes And(Attributes other)
    {
        if (_attributes.Length == 0)
            return other;
        return other._attributes.Length == 0 ? this : new Attributes([.. _attributes, .. other._attributes]);
    }

    public Attributes And(IAttribute other) => new([.. _attributes, other]);

    /// <summary>The most specific attribute of a kind, or null.</summary>
    public TAttr? GetAttribute<TAttr>() where TAttr : class, IAttribute
    {
        for (var i = _attributes.Length - 1; i >= 0; i--)
            if (_attributes[i] is TAttr found)
                return found;
        return null;
    }

    public TAttr? GetAttribute<TAttr>(TAttr? defaultIfNotFound) where TAttr : class, IAttribute =>
        GetAttribute<TAttr>() ?? defaultIfNotFound;

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TAttr GetMandatoryAttribute<TAttr>() where TAttr : class, IMandatoryAttribute =>
        GetAttribute<TAttr>() ?? throw new InvalidOperationException($"The mandatory attribute {typeof(TAttr).Name} is missing.");

    public IEnumerable<TAttr> GetAttributeList<TAttr>() where TAttr : IAttribute => _attributes.OfType<TAttr>();

    internal bool Has<TAttr>() where TAttr : IAttribute => _attributes.Any(a => a is TAttr);

    public bool Contains<TAttr>(TAttr attribute) where TAttr : IAttribute => _attributes.Contains(attribute);

    public string GetNameOrDefault(string defaultIfNotFound = "unknown-operation") => GetAttribute<Name>()?.Value ?? defaultIfNotFound;

    /// <summary>All names, joined from the outermost to the innermost; null without one.</summary>
    public string? GetNameLifted()
    {
        var names = _attributes.OfType<Name>().Select(n => n.Value).ToArray();
        return names.Length == 0 ? null : string.Join("-", names);
    }

    public override string ToString() => $"Attributes({string.Join(", ", _attributes.Select(a => a.ToString()))})";

    public static Attributes CreateName(string name) => string.IsNullOrEmpty(name) ? None : new Attributes(new Name(name));

    /// <summary>The buffer at the entry of an asynchronous island, in elements.</summary>
    public static Attributes CreateInputBuffer(int initial, int max) => new(new InputBuffer(initial, max));

    public static Attributes CreateAsyncBoundary() => new(AsyncBoundary.Instance);

    public static Attributes CreateLogLevels(
        LogLevel onElement = LogLevel.DebugLevel, LogLevel onFinish = LogLevel.DebugLevel, LogLevel onError = LogLevel.ErrorLevel) =>
        new(new LogLevels(onElement, onFinish, onError));
}
