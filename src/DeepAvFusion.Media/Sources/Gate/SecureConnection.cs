using System.Net.Security;
using System.Net.Sockets;

namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>TLS over a connection, for protocols that have it from the first byte.</summary>
internal static class SecureConnection
{
    /// <summary>The connection itself where no TLS is wanted.</summary>
    public static async Task<Stream> OverAsync(NetworkStream connection, bool isSecure, string host, SourceGate gate, CancellationToken cancellation)
    {
        if (!isSecure)
            return connection;
        var secure = new SslStream(connection, leaveInnerStreamOpen: false, gate.Trusts);
        try
        {
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellation).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
