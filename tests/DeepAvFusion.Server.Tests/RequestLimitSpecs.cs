using System.Net;

namespace DeepAvFusion.Server.Tests;

public sealed class RequestLimitSpecs
{
    [Fact]
    public async Task Who_asks_too_much_is_told_when_to_come_back_and_health_is_not_counted()
    {
        await using var server = await RunningServer.StartAsync("davf.server.requests=1");
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 12; i++)
            answers.Add(await server.Client.GetAsync("/api/streams"));
        Assert.Equal(HttpStatusCode.OK, answers[0].StatusCode);
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.OK, await server.AskAsync("/health/live"));
        Assert.Equal(HttpStatusCode.OK, await server.AskAsync("/metrics"));
    }
}
