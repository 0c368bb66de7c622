using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DeepAvFusion.Core;
using DeepAvFusion.Server.Tls;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Tests.Tls;

/// <summary>TLS by certificate files, over real connections.</summary>
public sealed class TlsSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-tls-");

    private string Certificate => Path.Combine(_folder.FullName, "server.pem");

    private string Key => Path.Combine(_folder.FullName, "server.key");

    private string[] Settings => [$"davf.server.tls.certificate=\"{Certificate}\"", $"davf.server.tls.key=\"{Key}\"", "davf.server.token=0123456789abcdef"];

    [Fact]
    public async Task A_renewed_certificate_is_shown_and_a_broken_one_is_not()
    {
        Write("first.example", DateTimeOffset.UtcNow.AddDays(90));
        await using var server = await RunningServer.StartAsync(Settings);
        Assert.StartsWith("https://", ServerHosting.PageOf(server.Services), StringComparison.Ordinal);
        Assert.Equal("CN=first.example", await ShownAsync(server));
        using var welcome = await server.Client.GetAsync("/?token=0123456789abcdef");
        Assert.Contains("; secure", Assert.Single(welcome.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        var served = server.Services.GetRequiredService<ServedCertificate>();
        Write("second.example", DateTimeOffset.UtcNow.AddDays(90));
        served.Look();
        Assert.Equal("CN=second.example", await ShownAsync(server));
        File.WriteAllText(Certificate, "broken");
        File.SetLastWriteTimeUtc(Certificate, DateTime.UtcNow.AddMinutes(5));
        served.Look();
        Assert.Equal("CN=second.example", await ShownAsync(server));
        Assert.Contains("davf.server.tls", (await server.HealthAsync("ready")).Text + served.Trouble, StringComparison.Ordinal);
        Write("third.example", DateTimeOffset.UnixEpoch.AddDays(20), DateTimeOffset.UnixEpoch);
        served.Look();
        Assert.Null(served.Trouble);
        server.Time.Advance(TimeSpan.FromDays(7));
        Assert.Contains("ends at", served.Trouble, StringComparison.Ordinal);
        server.Time.Advance(TimeSpan.FromDays(14));
        Assert.Contains("ended at", served.Trouble, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("broken")]
    [InlineData("another key")]
    public async Task Files_that_cannot_be_used_refuse_the_start_in_one_line(string fault)
    {
        Write("first.example", DateTimeOffset.UtcNow.AddDays(90));
        if (fault == "missing")
            File.Delete(Key);
        else
            File.WriteAllText(Key, fault == "broken" ? "broken" : ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem());
        var refused = await Assert.ThrowsAsync<UserErrorException>(() => RunningServer.StartAsync(Settings));
        Assert.Contains("davf.server.tls", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, DateTimeOffset until, DateTimeOffset? from = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(from ?? DateTimeOffset.UtcNow.AddDays(-1), until);
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        var changed = DateTime.UtcNow.AddSeconds(name.Length * 7);
        File.SetLastWriteTimeUtc(Certificate, changed);
        File.SetLastWriteTimeUtc(Key, changed);
    }

    private static async Task<string> ShownAsync(RunningServer server)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Address.Host, server.Address.Port);
        await using var tls = new SslStream(connection.GetStream(), false, (_, certificate, _, _) => certificate!.Subject.EndsWith(".example", StringComparison.Ordinal));
        await tls.AuthenticateAsClientAsync("any.example");
        return tls.RemoteCertificate!.Subject;
    }
}
