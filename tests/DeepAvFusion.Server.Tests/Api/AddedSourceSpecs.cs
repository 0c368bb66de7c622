using System.Net;
using System.Net.Http.Json;
using DeepAvFusion.Core;
using FsCheck;
using FsCheck.Fluent;

namespace DeepAvFusion.Server.Tests.Api;

/// <summary>What the API takes as a source, over a real connection.</summary>
public sealed class AddedSourceSpecs : IAsyncLifetime
{
    private RunningServer _server = null!;

    // every address is denied, so that nothing is ever connected to
    public async Task InitializeAsync() => _server = await RunningServer.StartAsync("davf.source.denied-hosts=[\"0.0.0.0/0\",\"::/0\"]");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData(" file:///etc/passwd")]
    [InlineData("\u00a0/etc/passwd")]
    [InlineData("\u2003file:///etc/passwd?x://")]
    [InlineData("x/://../../etc/passwd")]
    [InlineData("./://../etc/passwd")]
    [InlineData("FILE:/etc/passwd?://")]
    [InlineData("a b://x")]
    [InlineData("device:video=/dev/video0")]
    [InlineData("device:video=/dev/x://y")]
    [InlineData("DEVICE:audio=alsa:default")]
    [InlineData("subfile,,start,0,end,9,,:/etc/passwd://")]
    [InlineData("concat:a.ts|b.ts://")]
    [InlineData("pipe:0")]
    [InlineData("%66ile:///etc/passwd")]
    public async Task Nothing_of_the_server_is_opened(string uri)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(uri));
        Assert.Empty(_server.Analyzer.Board.Streams);
    }

    [Theory]
    [InlineData("rtsp://cam.invalid/eye", "device:audio=pulse:default")]
    [InlineData("/etc/passwd", "rtsp://cam.invalid/ear")]
    [InlineData(null, "\u00a0/etc/passwd")]
    [InlineData("x/://../../etc/passwd", null)]
    public async Task Nothing_of_the_server_is_opened_for_a_side(string? picture, string? sound)
    {
        Assert.Contains("cannot be opened through the API", await RefusalAsync(new { name = "guess", picture, sound }), StringComparison.Ordinal);
        Assert.Empty(_server.Analyzer.Board.Streams);
    }

    [Fact]
    public async Task A_source_for_each_side_is_taken()
    {
        using var response = await _server.Client.PostAsJsonAsync("/api/streams", new { name = "guess", picture = "rtsp://u:secret@cam.invalid/eye", sound = "http://cam.invalid/ear", soundOffset = -0.3 });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var stream = (await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>())!;
        Assert.Equal("picture rtsp://***@cam.invalid/eye, sound http://cam.invalid/ear", stream.GetProperty("source").GetString());
        Assert.Equal(0, stream.GetProperty("away").GetArrayLength());
    }

    [Fact]
    public async Task Sources_that_contradict_each_other_are_refused_in_one_line()
    {
        const string source = "rtsp://cam.invalid/stream";
        Assert.Contains("names no source", await RefusalAsync(new { name = "guess" }), StringComparison.Ordinal);
        Assert.Contains("either uri alone, or picture and sound", await RefusalAsync(new { name = "guess", uri = source, sound = source }), StringComparison.Ordinal);
        Assert.Contains("give both picture and sound", await RefusalAsync(new { name = "guess", uri = source, soundOffset = 1 }), StringComparison.Ordinal);
        Assert.Contains("between -20 s and 20 s", await RefusalAsync(new { name = "guess", picture = source, sound = source, soundOffset = 21 }), StringComparison.Ordinal);
        using var twice = await _server.Client.PostAsync("/api/streams", new StringContent($$"""{"name":"guess","uri":"{{source}}","uri":"{{source}}"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
        Assert.Empty(_server.Analyzer.Board.Streams);
    }

    [Fact]
    public async Task A_network_source_is_taken_however_it_is_padded()
    {
        Assert.Equal(HttpStatusCode.Created, await PostAsync("\u00a0 RTSP://cam.invalid/stream "));
        Assert.Equal("rtsp://cam.invalid/stream", Assert.Single(_server.Analyzer.Board.Streams).Source);
    }

    [Fact]
    public void Whatever_is_taken_is_a_source_of_the_network() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Spellings(), uri =>
    {
        if (PostAsync(uri).GetAwaiter().GetResult() != HttpStatusCode.Created)
            return;
        var source = Assert.Single(_server.Analyzer.Board.Streams).Source;
        _server.Analyzer.RemoveAsync(new StreamId("guess"), CancellationToken.None).GetAwaiter().GetResult();
        Assert.Matches("^(https?|rtsps?|rtmps?|udp|srt)://", source);
    }));

    private static Arbitrary<string> Spellings() =>
        (from lead in Gen.Elements("", "", " ", "\u00a0", "\u2003", "./", "x/", "\ufeff")
         from scheme in Gen.Elements("rtsp", "HTTP", "file", "FILE", "device", "concat", "pipe", "x", "")
         from mark in Gen.Elements("://", "://", ":", ":/", "%3a//", "\uff1a//")
         from place in Gen.Elements("cam.invalid", "u:p@cam.invalid", "video=/dev/x", "..", "", "cam.invalid/@B")
         from tail in Gen.Elements("", "/etc/passwd", "/../../etc/passwd", "://", "/x://", " ", "?a=file:///etc/passwd")
         select lead + scheme + mark + place + tail).ToArbitrary();

    private async Task<string> RefusalAsync(object stream)
    {
        using var response = await _server.Client.PostAsJsonAsync("/api/streams", stream);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("detail").GetString()!;
    }

    private async Task<HttpStatusCode> PostAsync(string uri)
    {
        using var response = await _server.Client.PostAsJsonAsync("/api/streams", new { name = "guess", uri });
        return response.StatusCode;
    }
}
