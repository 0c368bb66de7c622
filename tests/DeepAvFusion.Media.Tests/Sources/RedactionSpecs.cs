using System.Diagnostics.CodeAnalysis;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Media.Tests.Sources;

[SuppressMessage("Design", "CA1054", Justification = "Text as users type it is what is tested.")]
public sealed class RedactionSpecs
{
    [Theory]
    [InlineData("rtsp://admin:hunter2@cam/stream", "rtsp://***@cam/stream")]
    [InlineData("rtsp://admin:hun@ter2@cam/stream", "rtsp://***@cam/stream")]
    [InlineData("rtsp://admin:hun/ter2@cam/stream", "rtsp://***@cam/stream")]
    [InlineData("rtsp://admin:hun#ter2@10.0.0.1/stream", "rtsp://***@10.0.0.1/stream")]
    [InlineData("https://host/a.m3u8?token=abc&x=1&Signature=d%2Fe", "https://host/a.m3u8?token=***&x=1&Signature=***")]
    [InlineData("srt://host:9000?mode=caller&passphrase=hunter2hunter2", "srt://host:9000?mode=caller&passphrase=***")]
    [InlineData("http://A/@B/", "http://A/@B/")]
    [InlineData("http://A/x@B/", "http://A/***@B/")]
    [InlineData("http://A?@B/", "http://A?@B/")]
    [InlineData("http://u:p@A.example/x@B/", "http://***@A.example/***@B/")]
    [InlineData("rtmp://cam/bcs/0?user=admin&password=hunter2", "rtmp://cam/bcs/0?user=admin&password=***")]
    public void Shows_a_source_without_its_secrets(string text, string shown) => Assert.Equal(shown, SourceUri.Parse(text).ToString());

    [Theory]
    [InlineData("rtsp://admin:hunter2@cam/s", "[error] rtsp://admin:hunter2@cam/s: Connection refused")]
    [InlineData("rtsp://admin:hunter2@cam/s", "Did you mean file:rtsp://admin:hunter2@cam/s?")]
    [InlineData("rtsp://admin:hunter2@cam/s", "method DESCRIBE failed for user admin with hunter2")]
    [InlineData("rtsp://admin:hunt%40er2@cam/s", "auth is admin:hunt@er2 here")]
    [InlineData("rtsp://admin:hunt@er2@cam/s", "tcp://admin:hunt%40er2@cam:554: refused")]
    [InlineData("rtsp://admin:hu/nt#er%2@10.0.0.1/s", "'rtsp://admin:hu/nt#er%2@10.0.0.1/s' failed, also hu%2Fnt%23er%252")]
    [InlineData("http://host/a?api_key=hunter2", "Opening 'http://host/b?x=1&api_key=hunter2' for reading; hunter2")]
    public void Takes_its_secrets_out_of_any_message(string source, string message)
    {
        var redacted = SourceUri.Parse(source).Redact(message);
        Assert.DoesNotContain("hunt", redacted);
        Assert.DoesNotContain("er2", redacted);
        Assert.DoesNotContain("er%2", redacted);
        Assert.Contains(Redactor.Mask, redacted);
    }

    [Theory]
    [InlineData("http://other:pw@host/x and rtsp://u:p@ss/w@y/z end", "http://***@host/x and rtsp://***@y/z end")]
    [InlineData("url=http://h/?sig=1,2 x", "url=http://h/?sig=***,2 x")]
    [InlineData("Stream #0:0: Video: h264, 25 fps", "Stream #0:0: Video: h264, 25 fps")]
    [InlineData("frame=   40 fps=0.0 time=00:00:00.09", "frame=   40 fps=0.0 time=00:00:00.09")]
    public void Takes_out_the_secrets_of_others_by_their_form(string text, string redacted) => Assert.Equal(redacted, Redactor.Redact(text));
}
