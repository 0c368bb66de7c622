using Microsoft.AspNetCore.Http;

namespace Prometheus.HttpMetrics;

/// <summary>What the measurements of requests can be told.</summary>
public sealed class HttpMiddlewareExporterOptions
{
    public HttpInProgressOptions InProgress { get; set; } = new();

    public HttpRequestCountOptions RequestCount { get; set; } = new();

    public HttpRequestDurationOptions RequestDuration { get; set; } = new();

    /// <summary>Whether requests for <c>/metrics</c> count too.</summary>
    public bool CaptureMetricsUrl { get; set; }

    public void ReduceStatusCodeCardinality() => ConfigureMeasurements(options => options.ReduceStatusCodeCardinality = true);

    public void AddCustomLabel(HttpCustomLabel mapping) => ConfigureMeasurements(options => options.CustomLabels.Add(mapping));

    public void AddCustomLabel(string labelName, Func<HttpContext, string> valueProvider) =>
        AddCustomLabel(new HttpCustomLabel(labelName, valueProvider));

    public void SetMetricFactory(IMetricFactory metricFactory) => ConfigureMeasurements(options => options.MetricFactory = metricFactory);

    public void ConfigureMeasurements(Action<HttpMetricsOptionsBase> configure)
    {
        configure(InProgress);
        configure(RequestCount);
        configure(RequestDuration);
    }
}
