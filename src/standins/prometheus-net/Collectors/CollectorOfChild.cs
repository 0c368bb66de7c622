using System.Collections.Concurrent;

namespace Prometheus;

/// <summary>A metric whose children are of one kind.</summary>
public abstract class Collector<TChild> : Collector, ICollector<TChild>
    where TChild : ChildBase
{
    private readonly ConcurrentDictionary<string[], TChild> _children = new(LabelValuesComparer.Instance);
    private readonly bool _publish;
    private TChild? _unlabelled;
    private long _created;

    private protected Collector(string name, string help, string[] labelNames, Labels staticLabels, MetricConfiguration configuration)
        : base(name, help, labelNames, staticLabels) => _publish = !configuration.SuppressInitialValue;

    /// <summary>The child without label values; it appears where there are no label names, or once it is used.</summary>
    protected internal TChild Unlabelled => _unlabelled ??= Find([]) ?? Create([]);

    TChild ICollector<TChild>.Unlabelled => Unlabelled;

    internal override int ChildCount => _children.Count;

    public TChild Labels(params string[] labelValues) => WithLabels(labelValues);

    /// <summary>The child with these values, one for each label name; the same values give the same child.</summary>
    public TChild WithLabels(params string[] labelValues)
    {
        ArgumentNullException.ThrowIfNull(labelValues);
        return WithLabels(labelValues.AsSpan());
    }

    public TChild WithLabels(ReadOnlyMemory<string> labelValues) => WithLabels(labelValues.Span);

    public TChild WithLabels(ReadOnlySpan<string> labelValues)
    {
        Validate(labelValues);
        return Find(labelValues) ?? Create(labelValues.ToArray());
    }

    /// <summary>Forgets the child with these values.</summary>
    public void RemoveLabelled(params string[] labelValues)
    {
        ArgumentNullException.ThrowIfNull(labelValues);
        Validate(labelValues);
        Remove(labelValues);
    }

    /// <summary>The values of all children but the unlabelled one, oldest first.</summary>
    public IEnumerable<string[]> GetAllLabelValues() => InOrder().Where(child => child.LabelValues.Length > 0).Select(child => child.LabelValues.ToArray());

    internal override void Remove(ChildBase child) => Remove(child.LabelValues);

    internal override void Write(ExpositionText text)
    {
        if (LabelNames.Length == 0) _ = Unlabelled;
        foreach (var child in InOrder().Where(child => child.IsPublished)) child.Write(text);
    }

    private protected abstract TChild NewChild(ChildIdentity identity);

    private IEnumerable<TChild> InOrder() => _children.Values.OrderBy(child => child.Order);

    private TChild? Find(ReadOnlySpan<string> labelValues) =>
        _children.GetAlternateLookup<ReadOnlySpan<string>>().TryGetValue(labelValues, out var child) ? child : null;

    private TChild Create(string[] labelValues)
    {
        var names = labelValues.Length == 0 ? [] : LabelNames;
        var text = new Labels(names, labelValues).Then(StaticLabels).ToString();
        return _children.GetOrAdd(labelValues, values => NewChild(new ChildIdentity(this, values, text, Interlocked.Increment(ref _created), _publish)));
    }

    private void Remove(string[] labelValues)
    {
        _children.TryRemove(labelValues, out _);
        if (labelValues.Length == 0) _unlabelled = null;
    }

    private void Validate(ReadOnlySpan<string> labelValues)
    {
        if (labelValues.Length != LabelNames.Length)
        {
            throw new ArgumentException(
                $"Metric '{Name}' has {LabelNames.Length} labels ({string.Join(", ", LabelNames)}), {labelValues.Length} values were given.",
                nameof(labelValues));
        }

        foreach (var value in labelValues)
        {
            if (value is null) throw new NotSupportedException($"Metric '{Name}' was given null as the value of a label.");
        }
    }
}
