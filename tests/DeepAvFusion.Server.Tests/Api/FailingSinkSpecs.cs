using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Sinks;

namespace DeepAvFusion.Server.Tests.Api;

/// <summary>What a sink cannot save is told wherever people and programs look, beside the state of the stream.</summary>
public sealed class FailingSinkSpecs
{
    private const string Full = "The disk is full: make room.";

    [Fact]
    public async Task Is_told_by_API_health_and_metrics_and_gone_with_the_stream()
    {
        await using var server = await RunningServer.StartAsync(new HeldModel(), [new FullDisk("yard")]);
        await server.Analyzer.AddAsync(Missing("yard"), CancellationToken.None);
        await server.Analyzer.AddAsync(Missing("gate"), CancellationToken.None);
        while (server.Analyzer.SinkBoard.Failures.Count == 0)
            await Task.Yield();
        var failure = Assert.Single((await StreamAsync(server, "yard")).GetProperty("failingSinks").EnumerateArray());
        Assert.Equal(("disk", Full), (failure.GetProperty("sink").GetString(), failure.GetProperty("error").GetString()));
        Assert.Equal(DateTimeOffset.UnixEpoch, failure.GetProperty("since").GetDateTimeOffset());
        Assert.Equal(0, (await StreamAsync(server, "gate")).GetProperty("failingSinks").GetArrayLength());
        Assert.Equal((HttpStatusCode.OK, $"stream yard, sink disk: {Full}"), await server.HealthAsync("ready"));
        Assert.Contains("davf_sink_failing{sink=\"disk\",stream=\"yard\"} 1", await server.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        await server.Client.DeleteAsync("/api/streams/yard");
        while (server.Analyzer.SinkBoard.Failures.Count > 0)
            await Task.Yield();
        Assert.Equal((HttpStatusCode.OK, "ready"), await server.HealthAsync("ready"));
        Assert.DoesNotContain("davf_sink_failing{sink=\"disk\",stream=\"yard\"}", await server.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    /// <summary>A stream whose runs end at once, of which sinks are told.</summary>
    private static StreamSettings Missing(string name) => new(new StreamId(name), "/nowhere/clip.mp4", null, null);

    private static async Task<JsonElement> StreamAsync(RunningServer server, string name) => await server.Client.GetFromJsonAsync<JsonElement>($"/api/streams/{name}");

    /// <summary>A sink without room for one stream.</summary>
    private sealed class FullDisk(string stream) : IStreamSink
    {
        public string Name => "disk";

        public bool Wants(Type item) => true;

        public ValueTask WriteAsync(SinkItem item, CancellationToken cancel) =>
            item is StreamGoneItem || item.Stream.Value != stream ? ValueTask.CompletedTask : ValueTask.FromException(new UserErrorException(Full));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
