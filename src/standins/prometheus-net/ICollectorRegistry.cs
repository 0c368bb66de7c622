namespace Prometheus;

/// <summary>A set of metrics that is collected together.</summary>
public interface ICollectorRegistry
{
    /// <summary>Labels that all its metrics carry.</summary>
    IEnumerable<KeyValuePair<string, string>> StaticLabels { get; }

    void AddBeforeCollectCallback(Action callback);

    void AddBeforeCollectCallback(Func<CancellationToken, Task> callback);

    void SetStaticLabels(IDictionary<string, string> labels);

    Task CollectAndExportAsTextAsync(Stream to, ExpositionFormat format = ExpositionFormat.PrometheusText, CancellationToken cancel = default);
}
