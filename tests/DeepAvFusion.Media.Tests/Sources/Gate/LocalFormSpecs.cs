using System.Diagnostics.CodeAnalysis;
using System.Text;
using DeepAvFusion.Media.Sources.Gate;

namespace DeepAvFusion.Media.Tests.Sources.Gate;

[SuppressMessage("Design", "CA1054", Justification = "Text as playlists hold it is what is tested.")]
public sealed class LocalFormSpecs
{
    [Theory]
    [InlineData("https://cdn.example/a/b.ts?x=1", "http://cdn.example.https/a/b.ts?x=1")]
    [InlineData("HTTPS://cdn.example:8443/", "http://cdn.example.https:8443/")]
    [InlineData("https://192.0.2.1:1/x", "http://192.0.2.1.https:1/x")]
    [InlineData("https://[2001:db8::1]:8443/x", "http://2001-db8--1.ip6.https:8443/x")]
    [InlineData("http://cdn.example/x?next=https://other.example/y", "http://cdn.example/x?next=https://other.example/y")]
    [InlineData("http://cdn.example/%7Ea//b/../c?s=a%2Fb", "http://cdn.example/%7Ea//b/../c?s=a%2Fb")]
    public void An_address_comes_back_as_it_was(string address, string local)
    {
        Assert.Equal(local, LocalForm.Of(address));
        Assert.Equal(address.Replace("HTTPS", "https", StringComparison.Ordinal), LocalForm.Real(local).OriginalString);
    }

    [Theory]
    [InlineData("http://cdn.example", "/")]
    [InlineData("http://cdn.example?x=1", "/?x=1")]
    [InlineData("http://cdn.example/a b#c", "/a%20b")]
    public void What_is_asked_of_a_server_is_whole(string address, string asked) => Assert.Equal(asked, LocalForm.Real(address).PathAndQuery);

    [Fact]
    public void Every_address_of_a_playlist_leads_through_the_gate()
    {
        var playlist = """
            #EXTM3U
            #EXT-X-KEY:METHOD=AES-128,URI="https://keys.example/k"
            #EXT-X-MAP:URI="//cdn.example/map.mp4"
            https://cdn.example/1.ts?u=https://a/
            //cdn.example/2.ts
            3.ts
            """;
        var written = Encoding.UTF8.GetString(LocalForm.Playlist(Encoding.UTF8.GetBytes(playlist), new Uri("https://cdn.example/list.m3u8")));
        Assert.Contains("URI=\"http://keys.example.https/k\"", written, StringComparison.Ordinal);
        Assert.Contains("URI=\"http://cdn.example.https/map.mp4\"", written, StringComparison.Ordinal);
        Assert.Contains("\nhttp://cdn.example.https/1.ts?u=https://a/\n", written, StringComparison.Ordinal);
        Assert.Contains("\nhttp://cdn.example.https/2.ts\n", written, StringComparison.Ordinal);
    }
}
