using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>
/// One connection of FFmpeg to an RTSP server. Requests get the server's own address and the login that it asks for; where it redirects, the connection is made
/// anew if the place may be opened. Media passes as it is.
/// </summary>
internal sealed partial class RtspConversation(RtspRelay relay, Stream client, RtspAddress place, RtspLogin? login) : IDisposable
{
    private const int MostRedirects = 5;
    private const int LargestBody = 1 << 20;

    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<int, Request> _open = new();
    private Stream? _server;
    private string _peer = "";
    private int _sequence;
    private int _redirects;

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        (_server, _peer) = await relay.ConnectAsync(place, end.Token).ConfigureAwait(false);
        Task[] both = [AskAsync(end.Token), AnswerAsync(end.Token)];
        var first = await Task.WhenAny(both).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(both).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _server?.Dispose();
        _sending.Dispose();
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        var reader = PipeReader.Create(client);
        while (await PassMediaAsync(reader, SendAsync, cancellation).ConfigureAwait(false) && await MessageAsync(reader, cancellation).ConfigureAwait(false) is var (head, body))
            if (head.First.Split(' ') is [var method, var uri, _] && int.TryParse(head["CSeq"], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
                await SendAsync(new Request(method, uri, sequence, head, body), cancellation).ConfigureAwait(false);
            else
                await SendAsync(new ReadOnlySequence<byte>([.. head.ToBytes(), .. body]), cancellation).ConfigureAwait(false);
    }

    private async Task AnswerAsync(CancellationToken cancellation)
    {
        var reader = PipeReader.Create(_server!);
        while (await PassMediaAsync(reader, ReturnAsync, cancellation).ConfigureAwait(false) && await MessageAsync(reader, cancellation).ConfigureAwait(false) is var (head, body))
        {
            var (isAnswer, status) = Status(head);
            var request = isAnswer && int.TryParse(head["CSeq"], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && _open.TryRemove(sequence, out var open) ? open : null;
            if (status == 401 && request is { IsRepeated: false } && login is not null && login.Challenged(head.All("WWW-Authenticate")))
                await SendAsync(request with { IsRepeated = true }, cancellation).ConfigureAwait(false);
            else if (status is >= 300 and < 400)
            {
                await MoveAsync(request is null ? null : head["Location"], cancellation).ConfigureAwait(false);
                reader = PipeReader.Create(_server!);
                await SendAsync(request! with { IsRepeated = false }, cancellation).ConfigureAwait(false);
            }
            else
                await ReturnAsync(new ReadOnlySequence<byte>([.. Harmless(head, body, request).ToBytes(), .. body]), cancellation).ConfigureAwait(false);
        }
    }

    private Task SendAsync(Request request, CancellationToken cancellation)
    {
        var uri = request.Uri.StartsWith(relay.Shown, StringComparison.Ordinal) ? place + request.Uri[relay.Shown.Length..] : request.Uri;
        var sequence = Interlocked.Increment(ref _sequence);
        _open[sequence] = request;
        var head = (request.Head with { First = $"{request.Method} {uri} RTSP/1.0" })
            .With("CSeq", sequence.ToString(CultureInfo.InvariantCulture))
            .With("Authorization", login?.Answer(request.Method, uri));
        return SendAsync(new ReadOnlySequence<byte>([.. head.ToBytes(), .. request.Body]), cancellation);
    }

    private async Task SendAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            foreach (var piece in bytes)
                await _server!.WriteAsync(piece, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReturnAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellation)
    {
        foreach (var piece in bytes)
            await client.WriteAsync(piece, cancellation).ConfigureAwait(false);
    }

    private async Task MoveAsync(string? location, CancellationToken cancellation)
    {
        if (location is null)
            throw Refused(new SourceException(SourceFailure.Other, "it redirects to no address."));
        var next = SourceUri.Parse(location);
        if (next.Kind != SourceKind.Rtsp)
            throw Refused(new SourceException(SourceFailure.UnsupportedScheme, $"it redirects to a '{next.Scheme}' address; only rtsp and rtsps are followed."));
        if (++_redirects > MostRedirects)
            throw Refused(new SourceException(SourceFailure.Other, $"it is redirected more than {MostRedirects} times; give the address it ends at."));
        var (address, given) = RtspRelay.Place(next);
        // User and password are for the server they were given for, and for no other.
        if (given is not null || (address.Scheme, address.Host, address.Port) != (place.Scheme, place.Host, place.Port))
            login = given;
        await _server!.DisposeAsync().ConfigureAwait(false);
        (_server, _peer) = await relay.ConnectAsync(place = address, cancellation).ConfigureAwait(false);
    }

    private SourceException Refused(SourceException why)
    {
        relay.Gate.Refuse(why);
        return why;
    }

    /// <summary>Whether a message is an answer, and its status. FFmpeg takes one for an answer to what it asked last, whatever number it bears.</summary>
    private static (bool IsAnswer, int Status) Status(MessageHead head) => head.First.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var version, .. var rest] && version.StartsWith("RTSP/", StringComparison.Ordinal)
        ? (true, rest is [var status, ..] && int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new IOException("The answer has no status."))
        : (false, 0);

    /// <summary>
    /// What FFmpeg may read of a message: it would go to a location, send to where media come from over UDP, which is the server that it does not know otherwise,
    /// and must not take the end of a message for another one.
    /// </summary>
    private MessageHead Harmless(MessageHead head, byte[] body, Request? request)
    {
        head = head.With("Location", null).With("WWW-Authenticate", null).With("Content-Length", body.Length > 0 ? body.Length.ToString(CultureInfo.InvariantCulture) : null);
        if (Status(head) is (true, var status))
            head = head with { First = $"RTSP/1.0 {status} {string.Join(' ', head.First.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Skip(2))}" };
        if (request is not null)
            head = head.With("CSeq", request.Sequence.ToString(CultureInfo.InvariantCulture));
        if (head["Transport"] is { } transport)
            head = head.With("Transport", $"{string.Join(';', transport.Split(';').Where(part => !PlaceForm().IsMatch(part)))};source={_peer}");
        return head;
    }

    /// <summary>Passes on the media that lies before the next message.</summary>
    /// <returns>False at the end.</returns>
    private static async Task<bool> PassMediaAsync(PipeReader reader, Func<ReadOnlySequence<byte>, CancellationToken, Task> pass, CancellationToken cancellation)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            var media = result.Buffer.Slice(0, Media(result.Buffer, out var isMessage));
            if (media.Length > 0)
                await pass(media, cancellation).ConfigureAwait(false);
            reader.AdvanceTo(media.End, isMessage ? media.End : result.Buffer.End);
            if (isMessage || result.IsCompleted)
                return isMessage;
        }
    }

    /// <returns>Length of all the whole frames at the beginning.</returns>
    private static SequencePosition Media(ReadOnlySequence<byte> buffer, out bool isMessage)
    {
        var reader = new SequenceReader<byte>(buffer);
        Span<byte> start = stackalloc byte[4];
        while (reader.TryPeek(out var first))
        {
            isMessage = first != '$';
            if (isMessage || !reader.TryCopyTo(start) || reader.Remaining < 4 + BinaryPrimitives.ReadUInt16BigEndian(start[2..]))
                return reader.Position;
            reader.Advance(4 + BinaryPrimitives.ReadUInt16BigEndian(start[2..]));
        }
        isMessage = false;
        return reader.Position;
    }

    private static async Task<(MessageHead Head, byte[] Body)?> MessageAsync(PipeReader reader, CancellationToken cancellation)
    {
        if (await MessageHead.ReadAsync(reader, cancellation).ConfigureAwait(false) is not { } head)
            return null;
        if (!int.TryParse(head["Content-Length"] ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > LargestBody)
            return null;
        if (length == 0)
            return (head, []);
        var result = await reader.ReadAtLeastAsync(length, cancellation).ConfigureAwait(false);
        if (result.Buffer.Length < length)
            return null;
        var body = result.Buffer.Slice(0, length).ToArray();
        reader.AdvanceTo(result.Buffer.GetPosition(length));
        return (head, body);
    }

    [GeneratedRegex(@"^\s*(?:source|destination)\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex PlaceForm();

    /// <summary>A request of FFmpeg, by its own number.</summary>
    private sealed record Request(string Method, string Uri, int Sequence, MessageHead Head, byte[] Body)
    {
        /// <summary>It was answered with a demand for a login, and goes again with one.</summary>
        public bool IsRepeated { get; init; }
    }
}
