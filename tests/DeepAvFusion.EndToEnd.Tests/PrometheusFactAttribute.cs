namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>A test that needs Prometheus. Without it the test says so and is skipped.</summary>
internal sealed class PrometheusFactAttribute : FactAttribute
{
    public PrometheusFactAttribute()
    {
        if (!File.Exists(Prometheus.Program))
            Skip = "needs the package prometheus";
    }
}
