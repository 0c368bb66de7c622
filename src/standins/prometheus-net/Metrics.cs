namespace Prometheus;

/// <summary>The default registry and factory.</summary>
public static class Metrics
{
    static Metrics() => SuppressDefaultMetrics(new SuppressDefaultMetricOptions());

    public static CollectorRegistry DefaultRegistry { get; } = new();

    public static MetricFactory DefaultFactory { get; } = new(DefaultRegistry);

    public static CollectorRegistry NewCustomRegistry() => new();

    public static MetricFactory WithCustomRegistry(CollectorRegistry registry) => new(registry);

    public static IMetricFactory WithLabels(IDictionary<string, string> labels) => DefaultFactory.WithLabels(labels);

    public static Counter CreateCounter(string name, string help, CounterConfiguration? configuration = null) =>
        DefaultFactory.CreateCounter(name, help, configuration);

    public static Gauge CreateGauge(string name, string help, GaugeConfiguration? configuration = null) =>
        DefaultFactory.CreateGauge(name, help, configuration);

    public static Histogram CreateHistogram(string name, string help, HistogramConfiguration? configuration = null) =>
        DefaultFactory.CreateHistogram(name, help, configuration);

    public static Summary CreateSummary(string name, string help, SummaryConfiguration? configuration = null) =>
        DefaultFactory.CreateSummary(name, help, configuration);

    public static Counter CreateCounter(string name, string help, string[] labelNames, CounterConfiguration? configuration = null) =>
        DefaultFactory.CreateCounter(name, help, labelNames, configuration);

    public static Gauge CreateGauge(string name, string help, string[] labelNames, GaugeConfiguration? configuration = null) =>
        DefaultFactory.CreateGauge(name, help, labelNames, configuration);

    public static Histogram CreateHistogram(string name, string help, string[] labelNames, HistogramConfiguration? configuration = null) =>
        DefaultFactory.CreateHistogram(name, help, labelNames, configuration);

    public static Summary CreateSummary(string name, string help, string[] labelNames, SummaryConfiguration? configuration = null) =>
        DefaultFactory.CreateSummary(name, help, labelNames, configuration);

    public static Counter CreateCounter(string name, string help, params string[] labelNames) => DefaultFactory.CreateCounter(name, help, labelNames);

    public static Gauge CreateGauge(string name, string help, params string[] labelNames) => DefaultFactory.CreateGauge(name, help, labelNames);

    public static Histogram CreateHistogram(string name, string help, params string[] labelNames) => DefaultFactory.CreateHistogram(name, help, labelNames);

    public static Summary CreateSummary(string name, string help, params string[] labelNames) => DefaultFactory.CreateSummary(name, help, labelNames);

    /// <summary>Leaves all of the default registry's own metrics out; without effect after its first collection.</summary>
    public static void SuppressDefaultMetrics() => SuppressDefaultMetrics(
        new SuppressDefaultMetricOptions { SuppressProcessMetrics = true, SuppressDebugMetrics = true, SuppressEventCounters = true, SuppressMeters = true });

    /// <summary>Leaves some of the default registry's own metrics out; without effect after its first collection.</summary>
    public static void SuppressDefaultMetrics(SuppressDefaultMetricOptions options) => DefaultRegistry.SetBeforeFirstCollect(() =>
    {
        if (!options.SuppressProcessMetrics) DotNetStats.Register(DefaultRegistry);
        if (!options.SuppressDebugMetrics) RegistryStats.Register(DefaultRegistry);
    });
}
