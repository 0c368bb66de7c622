using System.Net;
using System.Net.Sockets;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Servers;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Redirects of a real web server: followed where the policy allows, and nowhere else.</summary>
public sealed class RedirectSpecs(Clips clips) : IClassFixture<Clips>, IDisposable
{
    private readonly long _leases = LeaseCount.Outstanding;

    public void Dispose() => Assert.Equal(_leases, LeaseCount.Outstanding);

    [Fact]
    public async Task Follows_a_redirect_to_a_host_that_is_allowed()
    {
        await using var server = new WebServer(Path.GetDirectoryName(clips.Both())!);
        var clip = $"http://127.0.0.1:{server.Port}/both.mp4?token=hunter2";
        (server.Places["clip"], server.Places["here"], server.Places["twice"]) = (clip, "/both.mp4", "clip");
        foreach (var name in server.Places.Keys)
        {
            var text = $"http://127.0.0.1:{server.Port}/to/{name}";
            await using var source = await Open(text);
            await Drain(source);
            Assert.Equal(40, source.Counters.Pictures);
            Assert.DoesNotContain("hunter2", source.Uri + string.Join('\n', source.Log));
        }
    }

    [Fact]
    public async Task Never_connects_to_a_host_that_is_denied()
    {
        using var forbidden = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        forbidden.Start();
        await using var server = new WebServer(Path.GetDirectoryName(clips.Both())!);
        var inside = $"http://127.0.0.2:{((IPEndPoint)forbidden.LocalEndpoint).Port}/x?token=hunter2";
        var policy = SourcePolicy.Open with { DeniedHosts = ["127.0.0.2"] };
        (server.Places["inside"], server.Places["twice"]) = (inside, "inside");
        foreach (var name in server.Places.Keys)
        {
            var text = $"http://127.0.0.1:{server.Port}/to/{name}";
            Denied(await Fails(text, Settings with { Policy = policy }));
        }
        Assert.False(forbidden.Pending());

        static void Denied(SourceException error)
        {
            Assert.Equal(SourceFailure.DeniedHost, error.Failure);
            Assert.Contains("127.0.0.2", error.Message);
            Assert.DoesNotContain("hunter2", error.ToString());
        }
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/", SourceFailure.DeniedHost, "169.254.169.254")]
    [InlineData("file:///etc/passwd", SourceFailure.UnsupportedScheme, "'file' address")]
    [InlineData("rtsp://127.0.0.1:1/x", SourceFailure.UnsupportedScheme, "'rtsp' address")]
    public async Task Refuses_places_that_nobody_may_be_sent_to(string place, SourceFailure failure, string words)
    {
        await using var server = new WebServer(Path.GetDirectoryName(clips["x"])!);
        server.Places["bad"] = place;
        var error = await Fails($"http://127.0.0.1:{server.Port}/to/bad");
        Assert.Equal(failure, error.Failure);
        Assert.Contains(words, error.Message);
    }

    [Fact]
    public async Task Gives_up_on_redirects_without_an_end()
    {
        await using var server = new WebServer(Path.GetDirectoryName(clips["x"])!);
        server.Places["itself"] = "itself";
        var error = await Fails($"http://127.0.0.1:{server.Port}/to/itself");
        Assert.Equal(SourceFailure.Other, error.Failure);
        Assert.Contains("more than 5 times", error.Message);
    }
}
