using System.Diagnostics.CodeAnalysis;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Media.Tests.Sources;

[SuppressMessage("Design", "CA1054", Justification = "Text as users type it is what is tested.")]
public sealed class SourcePolicySpecs
{
    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://2852039166/latest")]
    [InlineData("http://0xa9fea9fe/latest")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://metadata.google.internal./")]
    [InlineData("http://0251.0376.0251.0376/")]
    [InlineData("http://169.16689662/")]
    [InlineData("http://user@169.254.169.254/")]
    [InlineData("http://cam.example:80@169.254.169.254/")]
    [InlineData("http://[::169.254.169.254]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://[2002:a9fe:a9fe::1]/")]
    [InlineData("http://[fd00:ec2::254%1]/")]
    public async Task Never_opens_a_metadata_service(string text) => await Refuses(SourcePolicy.Open, text);

    [Fact]
    public async Task Denies_by_name_suffix_and_range()
    {
        var policy = SourcePolicy.Open with { DeniedHosts = ["bad.example", "*.worse.example", "127.0.0.0/8"] };
        await Refuses(policy, "http://bad.example/");
        await Refuses(policy, "http://cam.worse.example/");
        await Refuses(policy, "http://127.1.2.3/");
        await Refuses(policy, "http://localhost/");
        await Refuses(policy, "http://0.0.0.0/");
        await Refuses(policy, "http://0/");
        await Refuses(policy, "http://[::]/");
        await Refuses(policy, "http://[::1]/");
        await Refuses(policy, "http://2130706433/");
        await Refuses(policy, "http://[::ffff:7f00:1]/");
    }

    [Fact]
    public async Task Opens_only_allowed_hosts_when_some_are_named()
    {
        var policy = SourcePolicy.Open with { AllowedHosts = ["127.0.0.0/8", "::1"] };
        await policy.CheckResolvedAsync(SourceUri.Parse("rtsp://localhost/s"), CancellationToken.None);
        await policy.CheckResolvedAsync(SourceUri.Parse("clip.mp4"), CancellationToken.None);
        await Refuses(policy, "rtsp://192.0.2.1/s");
        await Refuses(SourcePolicy.Open with { AllowedHosts = ["cam.example"] }, "rtsp://other.example/s");
    }

    [Fact]
    public void Opens_only_allowed_schemes()
    {
        var policy = SourcePolicy.Open with { AllowedSchemes = ["rtsp"] };
        policy.Check(SourceUri.Parse("rtsp://host/"));
        Assert.Equal(SourceFailure.UnsupportedScheme, Assert.Throws<SourceException>(() => policy.Check(SourceUri.Parse("/etc/passwd"))).Failure);
    }

    private static async Task Refuses(SourcePolicy policy, string text)
    {
        var error = await Assert.ThrowsAsync<SourceException>(() => policy.CheckResolvedAsync(SourceUri.Parse(text), CancellationToken.None));
        Assert.Equal(SourceFailure.DeniedHost, error.Failure);
    }
}
