using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>
/// The only way by which the FFmpeg of one source gets out: a port of the loopback interface that serves this process and no other. Every connection is made here,
/// to an address that was checked for it, and what is secret in the source's address is added here, so that FFmpeg does not know it.
/// </summary>
internal sealed class SourceGate : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SourceUri _source;
    private readonly SourcePolicy _policy;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<int> _process = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly IRelay _relay;
    private readonly Task _serving;
    private SourceException? _refusal;
    private SourceException? _failure;

    private SourceGate(SourceUri source, SourcePolicy policy)
    {
        (_source, _policy) = (source, policy);
        _listener.Start();
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _relay = source.Kind switch
        {
            SourceKind.Http => new HttpRelay(source, this, port),
            SourceKind.Rtsp => new RtspRelay(source, this, port),
            _ => new RtmpRelay(source, this, port),
        };
        _serving = Task.Run(ServeAsync);
    }

    /// <summary>What FFmpeg opens instead of the source.</summary>
    public FfmpegInput Input => _relay.Input;

    /// <summary>Where the way led that was refused or failed; null while there is no trouble.</summary>
    public SourceException? Trouble => _refusal ?? _failure;

    /// <summary>Told of the first place that was asked for and may not be opened.</summary>
    public event Action<SourceException>? Refused;

    /// <returns>Null for a source that needs none: it makes no connection that could be led elsewhere.</returns>
    /// <exception cref="SourceException">Its host is none.</exception>
    public static SourceGate? For(SourceUri source, SourcePolicy policy) => source.Kind switch
    {
        SourceKind.Http when !Uri.TryCreate(source.Address, UriKind.Absolute, out _) => throw new SourceException(SourceFailure.Malformed, $"{source} cannot be read: '{source.Host}' is no host; check its spelling."),
        SourceKind.Http or SourceKind.Rtsp or SourceKind.Rtmp => new SourceGate(source, policy),
        _ => null,
    };

    /// <summary>Tells which process may come.</summary>
    public void Admit(int process) => _process.TrySetResult(process);

    /// <summary>See <see cref="HttpRelay.IsRecordingAsync"/>.</summary>
    public Task<bool> IsRecordingAsync(CancellationToken cancellation) => _relay is HttpRelay http ? http.IsRecordingAsync(cancellation) : Task.FromResult(false);

    /// <summary>See <see cref="HttpRelay.BytesAsync"/>.</summary>
    public Task<IBytesAt?> BytesAsync(CancellationToken cancellation) => _relay is HttpRelay http ? http.BytesAsync(cancellation) : Task.FromResult<IBytesAt?>(null);

    /// <summary>Connects to where FFmpeg wants to, if it may.</summary>
    /// <exception cref="SourceException">It may not.</exception> <exception cref="SocketException">The host does not answer.</exception>
    public async Task<NetworkStream> ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        try
        {
            var connection = await _policy.ConnectAsync(host, port, cancellation).ConfigureAwait(false);
            _failure = null;
            return connection;
        }
        catch (SourceException e) when (e.Failure != SourceFailure.DeniedHost)
        {
            _failure = new SourceException(e.Failure, $"{_source} cannot be reached: {e.Message}");
            throw;
        }
        catch (SourceException e)
        {
            Refuse(e);
            throw;
        }
        catch (SocketException)
        {
            _failure = new SourceException(SourceFailure.Unreachable,
                $"{_source} cannot be read: {(host == _source.Host ? "the host" : $"the host '{host}', to which it leads,")} does not answer there; check address, port and that the server runs.");
            throw;
        }
    }

    /// <summary>Judges the certificate of a host, as <see cref="RemoteCertificateValidationCallback"/> wants it.</summary>
    public bool Trusts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var host = ((SslStream)sender).TargetHostName;
        if (errors == SslPolicyErrors.None || !_policy.Verifies(host))
            return true;
        Note(new SourceException(SourceFailure.Untrusted, $"{_source} cannot be read: the certificate of '{host}' is not valid: {CertificateFault.Of(certificate, chain, errors)}; mend it, or name the host in davf.source.unverified-hosts."));
        return false;
    }

    /// <summary>Notes that the source leads to where it may not.</summary>
    public void Refuse(SourceException why) => Note(new SourceException(why.Failure, $"{_source} leads to where it may not go: {why.Message}"));

    private void Note(SourceException refusal)
    {
        if (Interlocked.CompareExchange(ref _refusal, refusal, null) is null)
            Refused?.Invoke(refusal);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _process.TrySetCanceled();
        _listener.Stop();
        await _serving.ConfigureAwait(false);
        _relay.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false)));
                connections.RemoveAll(connection => connection.IsCompleted);
            }
            catch (SocketException) when (!_stop.IsCancellationRequested)
            {
                await Task.Delay(Pause).ConfigureAwait(false);       // no handle is left for it, or the client has gone
            }
            catch (Exception e) when (_stop.IsCancellationRequested && e is OperationCanceledException or SocketException or InvalidOperationException)
            {
                // disposed, also just before it began to wait
            }
        }
        await Task.WhenAll(connections).ConfigureAwait(false);
    }

    private async Task ServeAsync(Socket socket)
    {
        using var client = new NetworkStream(socket, ownsSocket: true);
        socket.NoDelay = true;
        try
        {
            if (LoopbackPeer.Belongs(socket, await _process.Task.ConfigureAwait(false)))
                await _relay.ServeAsync(client, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or SourceException or HttpRequestException
            or AuthenticationException or UriFormatException)
        {
            // one side has gone, or may not be reached, which is noted
        }
    }
}
