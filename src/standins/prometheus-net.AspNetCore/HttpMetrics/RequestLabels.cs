using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Prometheus.HttpMetrics;

/// <summary>The labels of one measurement: the given ones, the custom ones, and the route's pattern.</summary>
internal sealed class RequestLabels
{
    private readonly HttpMetricsOptionsBase _options;

    public RequestLabels(HttpMetricsOptionsBase options, params string[] own)
    {
        _options = options;
        var custom = options.CustomLabels.Select(label => label.LabelName).ToList();
        if (custom.Intersect(own).FirstOrDefault() is { } reserved)
            throw new ArgumentException($"'{reserved}' is a label of its own and cannot be a custom one.", nameof(options));
        string[] endpoint = custom.Contains(HttpRequestLabelNames.Endpoint) ? [] : [HttpRequestLabelNames.Endpoint];
        Names = [.. own, .. custom, .. endpoint];
    }

    public string[] Names { get; }

    public IMetricFactory Factory => _options.MetricFactory ?? Metrics.WithCustomRegistry(_options.Registry ?? Metrics.DefaultRegistry);

    public string[] ValuesOf(HttpContext context) => [.. Names.Select(name => Value(name, context))];

    private string Value(string name, HttpContext context) =>
        _options.CustomLabels.Find(label => label.LabelName == name) is { } custom ? custom.LabelValueProvider(context) ?? "" : name switch
        {
            HttpRequestLabelNames.Method => context.Request.Method,
            HttpRequestLabelNames.Code => Code(context.Response.StatusCode),
            HttpRequestLabelNames.Endpoint => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "",
            _ => context.GetRouteValue(name) as string ?? "",
        };

    private string Code(int status) => _options.ReduceStatusCodeCardinality ? $"{status / 100}xx" : status.ToString(CultureInfo.InvariantCulture);
}
