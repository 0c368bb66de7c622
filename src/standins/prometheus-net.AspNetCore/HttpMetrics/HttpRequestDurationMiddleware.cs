using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Prometheus.HttpMetrics;

/// <summary>Measures how long requests take, 1 ms to 33 s.</summary>
internal sealed class HttpRequestDurationMiddleware
{
    private readonly RequestDelegate _next;
    private readonly RequestLabels _labels;
    private readonly Histogram _histogram;

    public HttpRequestDurationMiddleware(RequestDelegate next, HttpRequestDurationOptions options)
    {
        _next = next;
        _labels = new RequestLabels(
            options, HttpRequestLabelNames.Code, HttpRequestLabelNames.Method, HttpRequestLabelNames.Controller, HttpRequestLabelNames.Action);
        _histogram = _labels.Factory.CreateHistogram(
            "http_request_duration_seconds",
            "The duration of HTTP requests.",
            _labels.Names,
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 16) });
    }

    public async Task Invoke(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await _next(context);
        }
        finally
        {
            _histogram.WithLabels(_labels.ValuesOf(context)).Observe(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }
}
