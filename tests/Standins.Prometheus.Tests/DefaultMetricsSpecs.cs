using Prometheus;

namespace Standins.Prometheus.Tests;

public sealed class DefaultMetricsSpecs
{
    [Fact]
    public async Task The_default_registry_tells_of_its_process_and_itself()
    {
        Metrics.CreateCounter("default_specs_total", "").Inc();

        var exposed = await Exposed.FromAsync(Metrics.DefaultRegistry);

        Assert.Equal(1, exposed["default_specs_total"]);
        Assert.InRange(exposed["process_start_time_seconds"], 1.7e9, 1e11);
        Assert.True(exposed["process_working_set_bytes"] > 1e6);
        Assert.True(exposed["process_virtual_memory_bytes"] > 1e6);
        Assert.True(exposed["process_cpu_seconds_total"] > 0);
        Assert.True(exposed["process_num_threads"] > 1);
        Assert.True(exposed["dotnet_total_memory_bytes"] > 1e5);
        Assert.True(exposed["dotnet_collection_count_total{generation=\"0\"}"] >= 0);
        Assert.True(exposed["prometheus_net_metric_families{metric_type=\"counter\"}"] >= 1);
        Assert.Equal("counter", exposed.Families["process_cpu_seconds_total"]);
    }

    [Fact]
    public async Task A_registry_of_its_own_is_empty_until_it_is_filled()
    {
        var registry = Metrics.NewCustomRegistry();
        Assert.Equal("", await Exposed.TextAsync(registry));

        DotNetStats.Register(registry);

        Assert.Contains("process_working_set_bytes", (await Exposed.FromAsync(registry)).Families.Keys);
    }
}
