namespace Prometheus.HttpMetrics;

/// <summary>The labels of the measurements of requests.</summary>
public static class HttpRequestLabelNames
{
    public const string Code = "code";
    public const string Method = "method";
    public const string Controller = "controller";
    public const string Action = "action";
    public const string Endpoint = "endpoint";
}
