using Microsoft.AspNetCore.Http;

namespace Prometheus.HttpMetrics;

/// <summary>Counts the requests that have been answered.</summary>
internal sealed class HttpRequestCountMiddleware
{
    private readonly RequestDelegate _next;
    private readonly RequestLabels _labels;
    private readonly Counter _counter;

    public HttpRequestCountMiddleware(RequestDelegate next, HttpRequestCountOptions options)
    {
        _next = next;
        _labels = new RequestLabels(
            options, HttpRequestLabelNames.Code, HttpRequestLabelNames.Method, HttpRequestLabelNames.Controller, HttpRequestLabelNames.Action);
        _counter = _labels.Factory.CreateCounter("http_requests_received_total", "The number of HTTP requests that have been processed.", _labels.Names);
    }

    public async Task Invoke(HttpContext context)
    {
        try
        {
            await _next(context);
        }
        finally
        {
            _counter.WithLabels(_labels.ValuesOf(context)).Inc();
        }
    }
}
