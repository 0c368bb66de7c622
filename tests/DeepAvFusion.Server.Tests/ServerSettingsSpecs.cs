using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Server.Tests;

public sealed class ServerSettingsSpecs
{
    [Fact]
    public void Listens_on_loopback_by_default() => Assert.True(System.Net.IPAddress.IsLoopback(Bind().Settings.Address));

    [Theory]
    [InlineData("must be an IP address or localhost", "davf.server.host=example")]
    [InlineData("shorter than 16 characters", "davf.server.token=short")]
    [InlineData("must be IP addresses or networks", "davf.server.proxies=[10.0.0.0/40]")]
    [InlineData("from 0 to 65535", "davf.server.port=70000")]
    [InlineData("both the certificate and its key", "davf.server.tls.certificate=a.pem")]
    [InlineData("the issuer's https address", "davf.server.oidc.authority=\"http://login.example/\"")]
    [InlineData("one of viewer, operator, admin", "davf.server.oidc.roles.it=root")]
    public void Refuses_what_would_be_open_to_all_or_cannot_work(string words, string setting) =>
        Assert.Contains(Bind(setting).Report.Problems, problem => problem.What.Contains(words, StringComparison.Ordinal));

    [Theory]
    [InlineData(true, "davf.server.host=0.0.0.0")]
    [InlineData(false, "davf.server.host=0.0.0.0", "davf.server.token=0123456789abcdef")]
    [InlineData(false, "davf.server.host=0.0.0.0", "davf.server.oidc.authority=\"https://login.example/\"")]
    [InlineData(false, "davf.server.host=\"::1\"")]
    public void Where_others_can_reach_it_somebody_must_be_able_to_sign_in(bool needsUsers, params string[] settings) => Assert.Equal(needsUsers, Bind(settings).Settings.NeedsUsers);

    private static (ServerSettings Settings, SettingsReport Report) Bind(params string[] overrides)
    {
        var report = new SettingsReport();
        var settings = new SettingsReader(SettingsLoader.Load([], overrides).Config, report).Section("davf", ServerSettings.From);
        return (settings, report);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://localhost:8080")]
    [InlineData("http://0.0.0.0:8080", "http://localhost:8080")]
    [InlineData("http://[::]:8080", "http://localhost:8080")]
    [InlineData("http://192.0.2.7:8080", "http://192.0.2.7:8080")]
    public void The_page_is_told_by_an_address_that_can_be_opened(string listening, string page) => Assert.Equal(page, ServerHosting.PageOf(listening));
}
