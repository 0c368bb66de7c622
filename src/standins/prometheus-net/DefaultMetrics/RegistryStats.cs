namespace Prometheus;

/// <summary>Metrics of a registry: how much is in it.</summary>
internal sealed class RegistryStats
{
    private readonly CollectorRegistry _registry;
    private readonly Gauge _families;
    private readonly Gauge _instances;
    private readonly Gauge _timeseries;

    private RegistryStats(CollectorRegistry registry)
    {
        _registry = registry;
        var factory = Metrics.WithCustomRegistry(registry);
        string[] labels = ["metric_type"];
        _families = factory.CreateGauge("prometheus_net_metric_families", "Number of metric families currently registered.", labels);
        _instances = factory.CreateGauge(
            "prometheus_net_metric_instances", "Number of metric instances currently registered across all metric families.", labels);
        _timeseries = factory.CreateGauge(
            "prometheus_net_metric_timeseries", "Number of metric timeseries currently generated from all metric instances.", labels);
    }

    /// <summary>Adds the metrics to the registry; they are read at each collection.</summary>
    public static void Register(CollectorRegistry registry) => registry.AddBeforeCollectCallback(new RegistryStats(registry).Update);

    private void Update()
    {
        var families = _registry.Families();
        foreach (var type in Enum.GetValues<MetricType>())
        {
            var name = type.ToString().ToLowerInvariant();
            var collectors = families.SelectMany(family => family).Where(collector => collector.Type == type).ToList();
            _families.WithLabels(name).Set(families.Count(family => family.Any(collector => collector.Type == type)));
            _instances.WithLabels(name).Set(collectors.Sum(collector => collector.ChildCount));
            _timeseries.WithLabels(name).Set(collectors.Sum(collector => collector.TimeseriesCount));
        }
    }
}
