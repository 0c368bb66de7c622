using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Sinks.Live;

namespace DeepAvFusion.Sinks.Tests.Live;

public sealed class LiveHubSpecs
{
    [Fact]
    public async Task Spreads_results_to_every_watcher_and_remembers_the_latest()
    {
        await using var hub = new LiveHub(watchersPerStream: 2);
        using var first = hub.Watch(Analyses.Stream)!;
        using var second = hub.Watch(Analyses.Stream)!;
        await hub.WriteAsync(new AnalysisItem(Analyses.Make(5)), CancellationToken.None);
        foreach (var watch in new[] { first, second })
        {
            await foreach (var item in watch.ReadAsync(CancellationToken.None))
            {
                Assert.Equal(5, Assert.IsType<AnalysisItem>(item).Analysis.Window);
                break;
            }
        }
        Assert.Equal(5, hub.Latest(Analyses.Stream)!.Window);
    }

    [Fact]
    public async Task Refuses_more_watchers_than_allowed_until_one_leaves()
    {
        await using var hub = new LiveHub(watchersPerStream: 1);
        var first = hub.Watch(Analyses.Stream);
        Assert.Null(hub.Watch(Analyses.Stream));
        first!.Dispose();
        using var second = hub.Watch(Analyses.Stream);
        Assert.NotNull(second);
    }

    [Fact]
    public async Task What_a_watcher_loses_or_leaves_behind_is_given_back()
    {
        var leases = LeaseCount.Outstanding;
        await using var hub = new LiveHub(watchersPerStream: 1);
        using (hub.Watch(Analyses.Stream))
        {
            for (var i = 0; i < 100; i++)
            {
                using var preview = new PreviewItem(Analyses.Stream, new RunId(1), new PreviewFrame { Time = MediaTime.Zero, ArrivedAt = DateTimeOffset.UnixEpoch, Jpeg = Lease.Rent<byte>(8) });
                await hub.WriteAsync(preview, CancellationToken.None);
            }
            Assert.Equal(leases + 64, LeaseCount.Outstanding);
        }
        Assert.Equal(leases, LeaseCount.Outstanding);
    }

    [Fact]
    public async Task A_watcher_that_does_not_read_loses_the_oldest_and_stops_nobody()
    {
        await using var hub = new LiveHub(watchersPerStream: 1);
        using var watch = hub.Watch(Analyses.Stream)!;
        for (var i = 0; i < 1000; i++)
            await hub.WriteAsync(new AnalysisItem(Analyses.Make(i)), CancellationToken.None);
        await foreach (var item in watch.ReadAsync(CancellationToken.None))
        {
            Assert.True(((AnalysisItem)item).Analysis.Window > 900);
            break;
        }
    }
}
