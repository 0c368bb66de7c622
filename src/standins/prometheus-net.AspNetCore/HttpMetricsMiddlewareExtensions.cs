using Microsoft.AspNetCore.Builder;
using Prometheus.HttpMetrics;

namespace Prometheus;

/// <summary>Measures the requests of an ASP.NET Core application; call it after routing.</summary>
public static class HttpMetricsMiddlewareExtensions
{
    public static IApplicationBuilder UseHttpMetrics(this IApplicationBuilder app, Action<HttpMiddlewareExporterOptions> configure)
    {
        var options = new HttpMiddlewareExporterOptions();
        configure?.Invoke(options);
        return app.UseHttpMetrics(options);
    }

    public static IApplicationBuilder UseHttpMetrics(this IApplicationBuilder app, HttpMiddlewareExporterOptions? options = null)
    {
        var given = options ?? new HttpMiddlewareExporterOptions();
        if (given.CaptureMetricsUrl)
        {
            Apply(app, given);
            return app;
        }

        return app.UseWhen(context => context.Request.Path != "/metrics", branch => Apply(branch, given));
    }

    private static void Apply(IApplicationBuilder app, HttpMiddlewareExporterOptions options)
    {
        if (options.InProgress.Enabled) app.UseMiddleware<HttpInProgressMiddleware>(options.InProgress);
        if (options.RequestCount.Enabled) app.UseMiddleware<HttpRequestCountMiddleware>(options.RequestCount);
        if (options.RequestDuration.Enabled) app.UseMiddleware<HttpRequestDurationMiddleware>(options.RequestDuration);
    }
}
