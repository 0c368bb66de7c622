using System.Diagnostics.CodeAnalysis;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Media.Tests.Sources;

[SuppressMessage("Design", "CA1054", Justification = "Text as users type it is what is tested.")]
public sealed class SourceUriSpecs
{
    [Theory]
    [InlineData("clip.mp4", "file", SourceKind.File)]
    [InlineData("/media/a b.mp4", "file", SourceKind.File)]
    [InlineData("./10:30.mp4", "file", SourceKind.File)]
    [InlineData("file:///media/a%20b.mp4", "file", SourceKind.File)]
    [InlineData("http://host/live.m3u8", "http", SourceKind.Http)]
    [InlineData("HTTPS://host:8443/clip.mp4?x=1", "https", SourceKind.Http)]
    [InlineData("rtsp://10.0.0.7/stream1", "rtsp", SourceKind.Rtsp)]
    [InlineData("rtsps://[fd00::1]:322/stream1", "rtsps", SourceKind.Rtsp)]
    [InlineData("rtmp://host/app/key", "rtmp", SourceKind.Rtmp)]
    [InlineData("udp://@239.1.2.3:5000", "udp", SourceKind.Udp)]
    [InlineData("udp://:5000", "udp", SourceKind.Udp)]
    [InlineData("srt://host:9000?mode=caller", "srt", SourceKind.Srt)]
    [InlineData("device:video=/dev/video0,audio=alsa:hw:1,0", "device", SourceKind.Device)]
    [InlineData("device:audio=default", "device", SourceKind.Device)]
    public void Reads_what_users_give(string text, string scheme, SourceKind kind)
    {
        var source = SourceUri.Parse(text);
        Assert.Equal(scheme, source.Scheme);
        Assert.Equal(kind, source.Kind);
    }

    [Theory]
    [InlineData("", SourceFailure.Malformed)]
    [InlineData("rtsp://", SourceFailure.Malformed)]
    [InlineData("rtsp:host", SourceFailure.Malformed)]
    [InlineData("http://ho st/", SourceFailure.Malformed)]
    [InlineData("http://-i/x\ny", SourceFailure.Malformed)]
    [InlineData("http://host:99999/", SourceFailure.Malformed)]
    [InlineData("udp://239.1.2.3", SourceFailure.Malformed)]
    [InlineData("file://other/x.mp4", SourceFailure.Malformed)]
    [InlineData("file:///tmp/x%00.mp4", SourceFailure.Malformed)]
    [InlineData("file:x%0a.mp4", SourceFailure.Malformed)]
    [InlineData("device:", SourceFailure.Malformed)]
    [InlineData("device:video=/etc/passwd", SourceFailure.Malformed)]
    [InlineData("device:video=/dev/../etc/passwd", SourceFailure.Malformed)]
    [InlineData("device:audio=-i", SourceFailure.Malformed)]
    [InlineData("concat:a.ts|b.ts", SourceFailure.UnsupportedScheme)]
    [InlineData("exec:reboot", SourceFailure.UnsupportedScheme)]
    [InlineData("data:text/plain,x", SourceFailure.UnsupportedScheme)]
    [InlineData("gopher://host/", SourceFailure.UnsupportedScheme)]
    [InlineData("crypto+file:/etc/passwd", SourceFailure.UnsupportedScheme)]
    public void Refuses_the_rest(string text, SourceFailure failure) =>
        Assert.Equal(failure, Assert.Throws<SourceException>(() => SourceUri.Parse(text)).Failure);

    [Fact]
    public void Takes_FFmpegs_special_names_for_plain_file_names() =>
        Assert.EndsWith("/subfile,,start,0,end,9,,:/etc/passwd", SourceUri.Parse("subfile,,start,0,end,9,,:/etc/passwd").Address);

    [Theory]
    [InlineData("rtsp://admin:secret@cam/stream", "rtsp://admin:secret@cam/stream", "cam")]
    [InlineData("rtsp://admin:s@cret@cam/stream", "rtsp://admin:s%40cret@cam/stream", "cam")]
    [InlineData("rtsp://admin:p@ss/w#rd%1@10.1.2.3:554/stream", "rtsp://admin:p%40ss%2Fw%23rd%251@10.1.2.3:554/stream", "10.1.2.3")]
    [InlineData("rtsp://admin:p@ss/w#rd%1?x@127.0.0.1:554/eye", "rtsp://admin:p%40ss%2Fw%23rd%251%3Fx@127.0.0.1:554/eye", "127.0.0.1")]
    [InlineData("rtsp://admin:what?now@cam/stream", "rtsp://admin:what%3Fnow@cam/stream", "cam")]
    [InlineData("rtsp://admin:a/b@cam/stream", "rtsp://admin:a%2Fb@cam/stream", "cam")]
    [InlineData("rtsp://admin:a%2Fb@cam/stream", "rtsp://admin:a%2Fb@cam/stream", "cam")]
    [InlineData("rtsp://cam/user@home", "rtsp://cam/user@home", "cam")]
    [InlineData("http://u:p@cam.example/live/@now", "http://u:p@cam.example/live/@now", "cam.example")]
    [InlineData("http://cam/x?mail=a@b", "http://cam/x?mail=a@b", "cam")]
    public void Understands_passwords_with_any_characters(string text, string address, string host)
    {
        var source = SourceUri.Parse(text);
        Assert.Equal(address, source.Address);
        Assert.Equal(host, source.Host);
    }

    [Fact]
    public void Asks_when_a_password_and_a_path_cannot_be_told_apart()
    {
        var error = Assert.Throws<SourceException>(() => SourceUri.Parse("rtsp://admin:top@secr/et@cam/stream"));
        Assert.Contains("%40", error.Message);
        Assert.DoesNotContain("secr", error.Message);
        Assert.DoesNotContain("top", error.Message);
    }

    [Fact]
    public void Never_makes_an_option_of_a_file_name()
    {
        Assert.StartsWith("/", SourceUri.Parse("-i").Address);
        Assert.EndsWith("/-i", SourceUri.Parse("-i").Address);
    }
}
