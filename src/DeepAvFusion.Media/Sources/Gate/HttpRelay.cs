using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>A proxy for HTTP: speaks TLS, logs in and keeps cookies on FFmpeg's behalf, and writes redirects and playlists so that FFmpeg comes back here for what they name.</summary>
internal sealed class HttpRelay : IRelay
{
    private const int MostRedirects = 5;
    private const int LargestPlaylist = 1 << 23;

    // some cameras announce one of these for a stream that never ends
    private const long Endless = 1L << 42;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly string[] OfOneConnection = ["Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "Proxy-Authenticate", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host"];
    private static readonly string[] Ours = ["Content-Length", "Location", "Set-Cookie", "WWW-Authenticate"];

    private readonly SourceUri _source;
    private readonly SourceGate _gate;
    private readonly HttpClient _client;
    private readonly string _secret;
    private readonly string _shown;
    private readonly CredentialCache? _login;
    private Uri _place;
    private int _redirects;

    public HttpRelay(SourceUri source, SourceGate gate, int port)
    {
        (_source, _gate) = (source, gate);
        _secret = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(source.Address));
        _place = LocalForm.Real(_secret);
        var path = _place.AbsolutePath;
        _shown = LocalForm.Of($"{_place.Scheme}://{_place.Authority}{Redactor.Redact(path)}");
        Input = new FfmpegInput(_shown, "http,tcp,crypto") { Proxy = $"http://127.0.0.1:{port}" };
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectCallback = async (context, cancellation) => await gate.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation).ConfigureAwait(false),
            SslOptions = { RemoteCertificateValidationCallback = gate.Trusts },
            Credentials = _login = Credentials(_place),
            PreAuthenticate = true,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    public FfmpegInput Input { get; }

    public void Dispose() => _client.Dispose();

    /// <summary>Whether what FFmpeg has opened is a recording: the server can tell the length of what it sends, or send a part of it. False when it does not answer in time.</summary>
    public async Task<bool> IsRecordingAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _place);
            request.Headers.Range = new RangeHeaderValue(0, 0);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.PartialContent
                || (response.IsSuccessStatusCode && response.Content.Headers.ContentLength is { } length and not int.MaxValue && length < Endless);
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The recording that FFmpeg has opened; null where the server does not send parts of it.</summary>
    public async Task<IBytesAt?> BytesAsync(CancellationToken cancellation)
    {
        var bytes = new RemoteBytes(_client, _place);
        return await bytes.BeginAsync(cancellation).ConfigureAwait(false) ? bytes : null;
    }

    public async Task ServeAsync(Stream client, CancellationToken cancellation)
    {
        var reader = PipeReader.Create(client);
        while (await MessageHead.ReadAsync(reader, cancellation).ConfigureAwait(false) is { } request)
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var watch = WatchAsync(reader, gone);
            try
            {
                if (!await AnswerAsync(client, request, gone.Token).ConfigureAwait(false))
                    return;
            }
            finally
            {
                reader.CancelPendingRead();
                await watch.ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends an answer for which nobody waits any more: a server that has gone silent would hold its connection otherwise.</summary>
    private static async Task WatchAsync(PipeReader reader, CancellationTokenSource gone)
    {
        try
        {
            var result = await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            reader.AdvanceTo(result.Buffer.Start);      // another request is read when it is its turn
            if (!result.IsCompleted)
                return;
        }
        catch (IOException)
        {
            // hung up
        }
        await gone.CancelAsync().ConfigureAwait(false);
    }

    /// <returns>Whether another request may follow.</returns>
    private async Task<bool> AnswerAsync(Stream client, MessageHead request, CancellationToken cancellation)
    {
        var (method, target) = request.First.Split(' ') is [var verb, .. var address, _] ? (verb, string.Join(' ', address)) : ("", "");
        if (method != "GET" || !target.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            await SayAsync(client, "501 Not Implemented", cancellation).ConfigureAwait(false);
            return false;
        }
        var place = LocalForm.Real(Meant(target));
        try
        {
            using var response = await SendAsync(place, request, cancellation).ConfigureAwait(false);
            if (!IsContradiction(response.Content.Headers))
            {
                await PassAsync(client, place, response, cancellation).ConfigureAwait(false);
                return true;
            }
        }
        catch (HttpRequestException e) when (e.HttpRequestError != HttpRequestError.InvalidResponse)
        {
            await SayAsync(client, e.InnerException is SourceException { Failure: SourceFailure.DeniedHost } ? "403 Forbidden" : "502 Bad Gateway", cancellation).ConfigureAwait(false);
            return true;
        }
        catch (HttpRequestException)
        {
            // no HTTP, but FFmpeg may know what to make of it
        }
        await PassAsItIsAsync(client, place, request, cancellation).ConfigureAwait(false);
        return false;
    }

    /// <summary>The length that is told is another than that of the part that is told, which some servers do.</summary>
    private static bool IsContradiction(HttpContentHeaders headers) =>
        headers is { ContentLength: { } length, ContentRange: { From: { } from, To: { } to } } && to - from + 1 != length;

    /// <summary>The address with what FFmpeg does not know: its secrets, and where they are in its folder those, too.</summary>
    private string Meant(string target)
    {
        if (target == _shown)
            return _secret;
        var secret = _secret.Split('?', '#')[0];
        var folder = _shown[..(_shown.LastIndexOf('/') + 1)];
        return folder.Contains(Redactor.Mask, StringComparison.Ordinal) && target.StartsWith(folder, StringComparison.Ordinal)
            ? secret[..(secret.LastIndexOf('/') + 1)] + target[folder.Length..] : target;
    }

    private async Task<HttpResponseMessage> SendAsync(Uri place, MessageHead request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, place);
        foreach (var (name, value) in Forwarded(request))
            message.Headers.TryAddWithoutValidation(name, value);
        return await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
    }

    private static IEnumerable<(string Name, string Value)> Forwarded(MessageHead request) => request.Headers.Where(header => !OfOneConnection.Contains(header.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>FFmpeg understands what old radio stations, cameras and servers send, which is not quite HTTP.</summary>
    private async Task PassAsItIsAsync(Stream client, Uri place, MessageHead request, CancellationToken cancellation)
    {
        var connection = await _gate.ConnectAsync(place.DnsSafeHost, place.Port, cancellation).ConfigureAwait(false);
        await using var server = await SecureConnection.OverAsync(connection, place.Scheme == Uri.UriSchemeHttps, place.DnsSafeHost, _gate, cancellation).ConfigureAwait(false);
        var login = place.Authority == _place.Authority ? _login?.GetCredential(place, "Basic") : null;
        var head = new MessageHead($"GET {place.PathAndQuery} HTTP/1.1", [("Host", place.Authority), ("Connection", "close"), .. Forwarded(request)]);
        if (login is not null)
            head = head.With("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.UserName}:{login.Password}"))}");
        await server.WriteAsync(head.ToBytes(), cancellation).ConfigureAwait(false);
        await server.CopyToAsync(client, cancellation).ConfigureAwait(false);
    }

    private async Task PassAsync(Stream client, Uri place, HttpResponseMessage response, CancellationToken cancellation)
    {
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Where(header => !OfOneConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase) && !Ours.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .SelectMany(header => header.Value.Select(value => (header.Key, value))).ToList();
        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}";
        if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.NonValidated.TryGetValues("Location", out var locations))
        {
            if (Redirected(place, locations.ToString()) is { } next)
                await client.WriteAsync(new MessageHead($"HTTP/1.1 {status}", [.. headers, ("Location", next), ("Content-Length", "0")]).ToBytes(), cancellation).ConfigureAwait(false);
            else
                await SayAsync(client, "403 Forbidden", cancellation).ConfigureAwait(false);
            return;
        }
        _redirects = 0;
        var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var start = new byte[16];
        var begun = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (response.IsSuccessStatusCode && LocalForm.IsPlaylist(start.AsSpan(0, begun)))
        {
            var playlist = LocalForm.Playlist(await WholeAsync(start.AsMemory(0, begun), body, cancellation).ConfigureAwait(false), place);
            headers.RemoveAll(header => header.Key is "Content-Range" or "Accept-Ranges");
            headers.Add(("Content-Length", playlist.Length.ToString(CultureInfo.InvariantCulture)));
            await client.WriteAsync(new MessageHead("HTTP/1.1 200 OK", headers).ToBytes(), cancellation).ConfigureAwait(false);
            await client.WriteAsync(playlist, cancellation).ConfigureAwait(false);
            return;
        }
        var length = response.Content.Headers.ContentLength;
        headers.Add(length is { } known ? ("Content-Length", known.ToString(CultureInfo.InvariantCulture)) : ("Transfer-Encoding", "chunked"));
        await client.WriteAsync(new MessageHead($"HTTP/1.1 {status}", headers).ToBytes(), cancellation).ConfigureAwait(false);
        await CopyAsync(start.AsMemory(0, begun), body, client, isChunked: length is null, cancellation).ConfigureAwait(false);
    }

    /// <returns>Where FFmpeg is to go; null where it may not.</returns>
    private string? Redirected(Uri place, string location)
    {
        if (!Uri.TryCreate(place, location, out var next) || next.Scheme is not ("http" or "https"))
            _gate.Refuse(new SourceException(SourceFailure.UnsupportedScheme, $"it redirects to a '{next?.Scheme}' address; only http and https are followed."));
        else if (++_redirects > MostRedirects)
            _gate.Refuse(new SourceException(SourceFailure.Other, $"it is redirected more than {MostRedirects} times; give the address it ends at."));
        else
        {
            if (place == _place)
                _place = next;
            return LocalForm.Of(next.AbsoluteUri);
        }
        return null;
    }

    private static async Task<byte[]> WholeAsync(ReadOnlyMemory<byte> start, Stream body, CancellationToken cancellation)
    {
        using var whole = new MemoryStream();
        whole.Write(start.Span);
        var buffer = new byte[1 << 14];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > LargestPlaylist)
                throw new IOException("The playlist does not end.");
        }
        return whole.ToArray();
    }

    private static async Task CopyAsync(ReadOnlyMemory<byte> start, Stream body, Stream client, bool isChunked, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            start.CopyTo(buffer);
            for (var length = start.Length; length > 0; length = await body.ReadAsync(buffer, cancellation).ConfigureAwait(false))
            {
                if (isChunked)
                    await client.WriteAsync(Encoding.ASCII.GetBytes($"{length:X}\r\n"), cancellation).ConfigureAwait(false);
                await client.WriteAsync(buffer.AsMemory(0, length), cancellation).ConfigureAwait(false);
                if (isChunked)
                    await client.WriteAsync("\r\n"u8.ToArray(), cancellation).ConfigureAwait(false);
            }
            if (isChunked)
                await client.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellation).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task SayAsync(Stream client, string status, CancellationToken cancellation) =>
        await client.WriteAsync(new MessageHead($"HTTP/1.1 {status}", [("Content-Length", "0")]).ToBytes(), cancellation).ConfigureAwait(false);

    /// <summary>User and password are for the server they were given for, and for no other.</summary>
    private static CredentialCache? Credentials(Uri place)
    {
        if (place.UserInfo.Length == 0)
            return null;
        var parts = place.UserInfo.Split(':', 2);
        var login = new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        var server = new Uri($"{place.Scheme}://{place.Authority}/");
        return new CredentialCache { { server, "Digest", login }, { server, "Basic", login } };
    }
}
