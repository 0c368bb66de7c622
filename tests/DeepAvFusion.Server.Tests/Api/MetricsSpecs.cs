using DeepAvFusion.Core;
using DeepAvFusion.Engine.Streams;

namespace DeepAvFusion.Server.Tests.Api;

/// <summary>What /metrics holds.</summary>
public sealed class MetricsSpecs
{
    [Fact]
    public async Task A_stream_that_has_lost_nothing_says_so()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Analyzer.AddAsync(new StreamSettings(new StreamId("roof"), "/nowhere/clip.mp4", null, null), CancellationToken.None);
        var told = await server.Client.GetStringAsync("/metrics");
        foreach (var reason in new[] { "stale", "failed", "stopped" })
            Assert.Contains($"davf_windows_dropped_total{{stream=\"roof\",stage=\"inference\",reason=\"{reason}\"}} 0", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_that_were_connected_to_leave_no_series()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Client.GetStringAsync("/metrics");                    // from the first look on, meters are listened to
        await server.Client.GetStringAsync("/health/live");                // by the same process, as cameras are
        var told = await server.Client.GetStringAsync("/metrics");
        Assert.Contains("davf_model_info", told, StringComparison.Ordinal);
        Assert.DoesNotContain("http_client_request_duration", told, StringComparison.Ordinal);
        Assert.DoesNotContain("network_peer_address", told, StringComparison.Ordinal);
    }
}
