using System.Net;
using System.Net.Http.Headers;

namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>A recording on a web server, of which parts are asked for.</summary>
internal sealed class RemoteBytes(HttpClient client, Uri place) : IBytesAt
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public long Length { get; private set; }

    /// <returns>Whether the server sends parts, and tells how long the whole is.</returns>
    public async Task<bool> BeginAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(new byte[1], 0, cancellation).ConfigureAwait(false);
            return Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, long at, CancellationToken cancellation)
    {
        if (Length > 0 && at >= Length)
            return 0;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, place);
            request.Headers.Range = new RangeHeaderValue(at, at + buffer.Length - 1);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange is not { From: { } from, Length: { } length } || from != at)
                throw new IOException("The server does not send parts.");
            Length = length;
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            return await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limit.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new IOException("The server does not answer.", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException("The server does not answer in time.", e);
        }
    }
}
