using System.Net.Http.Headers;
using System.Text;

namespace DeepAvFusion.Media.Sources;

/// <summary>Follows the redirects of web servers, checking every host on the way against the policy before it is connected to.</summary>
internal static class HttpRedirects
{
    private const int Most = 5;

    /// <summary>Where an http source really is; null when its server does not redirect, or does not answer.</summary>
    /// <exception cref="SourceException">It redirects to what may not be opened, to another kind of source, or without an end.</exception>
    /// <param name="timeout">For all hops together.</param>
    public static async Task<SourceUri?> FollowAsync(SourceUri source, SourcePolicy policy, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false };
        using var client = new HttpClient(handler);
        var here = source;
        try
        {
            for (var hop = 0; hop <= Most; hop++)
            {
                if (await NextAsync(client, new Uri(here.Address), limit.Token).ConfigureAwait(false) is not { } next)
                    return hop == 0 ? null : here;
                here = await AllowedAsync(source, next, policy, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException)
        {
            return null;        // FFmpeg's own failure tells more
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        throw new SourceException(SourceFailure.Other, $"{source} is redirected more than {Most} times; give the address it ends at.");
    }

    /// <returns>The next address; null where the server does not redirect.</returns>
    private static async Task<Uri?> NextAsync(HttpClient client, Uri here, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(here) { UserName = "", Password = "" }.Uri);
        if (here.UserInfo.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(here.UserInfo))));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            return null;
        var next = new Uri(here, location);
        // User and password are for the server they were given for, and for no other.
        var isSameServer = next.UserInfo.Length == 0 && (next.Scheme, next.IdnHost, next.Port) == (here.Scheme, here.IdnHost, here.Port);
        return isSameServer && here.UserInfo.Length > 0 ? new Uri($"{next.Scheme}://{here.UserInfo}@{next.Authority}{next.PathAndQuery}") : next;
    }

    private static async Task<SourceUri> AllowedAsync(SourceUri source, Uri next, SourcePolicy policy, CancellationToken cancellation)
    {
        if (next.Scheme is not ("http" or "https"))
            throw new SourceException(SourceFailure.UnsupportedScheme, $"{source} redirects to a '{next.Scheme}' address; only http and https are followed.");
        try
        {
            var uri = SourceUri.Parse(next.AbsoluteUri, policy);
            await policy.CheckResolvedAsync(uri, cancellation).ConfigureAwait(false);
            return uri;
        }
        catch (SourceException e)
        {
            throw new SourceException(e.Failure, $"{source} redirects to where it may not or cannot go: {e.Message}");
        }
    }
}
