using Microsoft.AspNetCore.Http;

namespace Prometheus.HttpMetrics;

/// <summary>Counts the requests that are being answered.</summary>
internal sealed class HttpInProgressMiddleware
{
    private readonly RequestDelegate _next;
    private readonly RequestLabels _labels;
    private readonly Gauge _gauge;

    public HttpInProgressMiddleware(RequestDelegate next, HttpInProgressOptions options)
    {
        _next = next;
        _labels = new RequestLabels(options, HttpRequestLabelNames.Method, HttpRequestLabelNames.Controller, HttpRequestLabelNames.Action);
        _gauge = _labels.Factory.CreateGauge("http_requests_in_progress", "The number of HTTP requests that are being processed now.", _labels.Names);
    }

    public async Task Invoke(HttpContext context)
    {
        using (_gauge.WithLabels(_labels.ValuesOf(context)).TrackInProgress()) await _next(context);
    }
}
