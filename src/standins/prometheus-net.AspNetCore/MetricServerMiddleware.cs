using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Prometheus;

/// <summary>Answers a request with the metrics of a registry, in the text format that the client asks for.</summary>
public sealed class MetricServerMiddleware
{
    private readonly CollectorRegistry _registry;
    private readonly bool _enableOpenMetrics;

    public MetricServerMiddleware(RequestDelegate next, Settings settings)
    {
        _registry = settings.Registry ?? Metrics.DefaultRegistry;
        _enableOpenMetrics = settings.EnableOpenMetrics;
    }

    public async Task Invoke(HttpContext context)
    {
        var format = Negotiate(context.Request);
        try
        {
            var text = await _registry.CollectAsync(format, context.RequestAborted);
            context.Response.ContentType = format == ExpositionFormat.OpenMetricsText
                ? PrometheusConstants.OpenMetricsContentTypeWithVersionAndEncoding
                : PrometheusConstants.TextContentTypeWithVersionAndEncoding;
            context.Response.StatusCode = StatusCodes.Status200OK;
            await context.Response.Body.WriteAsync(text, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // the client went away
        }
    }

    private ExpositionFormat Negotiate(HttpRequest request)
    {
        var accept = request.Query.TryGetValue("accept", out var asked) ? string.Join(",", asked.ToArray()) : request.Headers.Accept.ToString();
        var first = accept.Split(',')
            .Select(candidate => MediaTypeWithQualityHeaderValue.TryParse(candidate, out var type) ? type : null)
            .OfType<MediaTypeWithQualityHeaderValue>()
            .OrderByDescending(type => type.Quality ?? 1)
            .FirstOrDefault(type => type.MediaType == PrometheusConstants.TextContentType
                || (_enableOpenMetrics && type.MediaType == PrometheusConstants.OpenMetricsContentType));
        return first?.MediaType == PrometheusConstants.OpenMetricsContentType ? ExpositionFormat.OpenMetricsText : ExpositionFormat.PrometheusText;
    }

    /// <summary>What the middleware can be told.</summary>
    public sealed class Settings
    {
        /// <summary>The registry to expose; null means the default one.</summary>
        public CollectorRegistry? Registry { get; set; }

        /// <summary>Whether a client that asks for OpenMetrics gets it.</summary>
        public bool EnableOpenMetrics { get; set; } = true;
    }
}
