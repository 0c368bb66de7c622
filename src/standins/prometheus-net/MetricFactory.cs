namespace Prometheus;

/// <summary>Makes metrics in one registry; the same name with the same labels gives the same metric.</summary>
public sealed class MetricFactory : IMetricFactory
{
    private readonly CollectorRegistry _registry;
    private readonly Labels _labels;

    internal MetricFactory(CollectorRegistry registry)
        : this(registry, Labels.None)
    {
    }

    private MetricFactory(CollectorRegistry registry, Labels labels)
    {
        _registry = registry ?? throw new ArgumentNullException(nameof(registry));
        _labels = labels;
    }

    public Counter CreateCounter(string name, string help, CounterConfiguration? configuration = null) => CreateCounter(name, help, null!, configuration);

    public Gauge CreateGauge(string name, string help, GaugeConfiguration? configuration = null) => CreateGauge(name, help, null!, configuration);

    public Histogram CreateHistogram(string name, string help, HistogramConfiguration? configuration = null) =>
        CreateHistogram(name, help, null!, configuration);

    public Summary CreateSummary(string name, string help, SummaryConfiguration? configuration = null) => CreateSummary(name, help, null!, configuration);

    public Counter CreateCounter(string name, string help, string[] labelNames, CounterConfiguration? configuration = null) => Create(
        name, labelNames, configuration ?? new CounterConfiguration(), (labels, all, settings) => new Counter(name, help, labels, all, settings));

    public Gauge CreateGauge(string name, string help, string[] labelNames, GaugeConfiguration? configuration = null) => Create(
        name, labelNames, configuration ?? new GaugeConfiguration(), (labels, all, settings) => new Gauge(name, help, labels, all, settings));

    public Histogram CreateHistogram(string name, string help, string[] labelNames, HistogramConfiguration? configuration = null) => Create(
        name, labelNames, configuration ?? new HistogramConfiguration(), (labels, all, settings) => new Histogram(name, help, labels, all, settings));

    public Summary CreateSummary(string name, string help, string[] labelNames, SummaryConfiguration? configuration = null) => Create(
        name, labelNames, configuration ?? new SummaryConfiguration(), (labels, all, settings) => new Summary(name, help, labels, all, settings));

    public Counter CreateCounter(string name, string help, params string[] labelNames) => CreateCounter(name, help, labelNames, null);

    public Gauge CreateGauge(string name, string help, params string[] labelNames) => CreateGauge(name, help, labelNames, null);

    public Histogram CreateHistogram(string name, string help, params string[] labelNames) => CreateHistogram(name, help, labelNames, null);

    public Summary CreateSummary(string name, string help, params string[] labelNames) => CreateSummary(name, help, labelNames, null);

    public IMetricFactory WithLabels(IDictionary<string, string> labels) =>
        labels.Count == 0 ? this : new MetricFactory(_registry, Labels.From(labels).Then(_labels));

    private TCollector Create<TCollector, TConfiguration>(
        string name, string[]? labelNames, TConfiguration configuration, Func<string[], Labels, TConfiguration, TCollector> create)
        where TCollector : Collector
        where TConfiguration : MetricConfiguration
    {
        string[] names = [.. labelNames ?? configuration.LabelNames ?? []];
        var staticLabels = _labels.Then(_registry.Static);
        return _registry.GetOrAdd(name, names, staticLabels, () => create(names, staticLabels, configuration));
    }
}
