using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DeepAvFusion.Media.Tests.Servers;

/// <summary>TLS before a plain server of this machine, with a certificate that it has signed itself.</summary>
internal sealed class SecureServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly int _behind;
    private readonly Task _loop;

    /// <param name="until">When the certificate runs out.</param>
    public SecureServer(int behind, DateTimeOffset? until = null)
    {
        (_behind, _certificate) = (behind, Certificate(until ?? DateTimeOffset.UnixEpoch.AddYears(100)));
        _listener.Start();
        _loop = LoopAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Dispose();
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        var connections = new List<Task>();
        while (!_stop.IsCancellationRequested)
            try
            {
                connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        await Task.WhenAll(connections);
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var plain = new TcpClient();
        try
        {
            await using var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
            await plain.ConnectAsync(IPAddress.Loopback, _behind, _stop.Token);
            await Task.WhenAny(secure.CopyToAsync(plain.GetStream(), _stop.Token), plain.GetStream().CopyToAsync(secure, _stop.Token));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or AuthenticationException)
        {
            // the client, or the test, has gone
        }
        client.Dispose();
    }

    private static X509Certificate2 Certificate(DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=camera", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, until);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
