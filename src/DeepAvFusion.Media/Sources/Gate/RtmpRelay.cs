namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>Passes bytes between FFmpeg and an RTMP server. The address stands inside of the protocol, so FFmpeg has to know it, and is told by its standard input where it is secret.</summary>
internal sealed class RtmpRelay : IRelay
{
    private readonly SourceUri _source;
    private readonly SourceGate _gate;
    private readonly UrlAuthority _server;

    public RtmpRelay(SourceUri source, SourceGate gate, int port)
    {
        (_source, _gate) = (source, gate);
        _server = UrlAuthority.Split(source.Scheme, source.Address[(source.Scheme.Length + 3)..]);
        var here = _server with { HostPort = $"127.0.0.1:{port}" };
        Input = new FfmpegInput($"rtmp://{here.Encoded}{here.Tail}", "rtmp,tcp")
        {
            Options = [("rtmp_tcurl", $"{source.Scheme}://{_server.HostPort}{(_server.Port is null ? $":{Port}" : "")}/{Application(_server.Tail)}")],
            IsSecret = source.HasSecrets,
        };
    }

    public FfmpegInput Input { get; }

    private int Port => _server.Port ?? (_source.Scheme == "rtmps" ? 443 : 1935);

    public void Dispose()
    {
    }

    public async Task ServeAsync(Stream client, CancellationToken cancellation)
    {
        var connection = await _gate.ConnectAsync(_server.Host, Port, cancellation).ConfigureAwait(false);
        await using var server = await SecureConnection.OverAsync(connection, _source.Scheme == "rtmps", _server.Host, _gate, cancellation).ConfigureAwait(false);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] both = [client.CopyToAsync(server, end.Token), server.CopyToAsync(client, end.Token)];
        await Task.WhenAny(both).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(both).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The part of a path that FFmpeg takes for the application's name: the first step, and the second where more follow.</summary>
    private static string Application(string tail)
    {
        var path = tail.TrimStart('/');
        var first = path.IndexOf('/');
        if (first < 0 || path.StartsWith("ondemand/", StringComparison.Ordinal) || (path.Contains("slist=", StringComparison.Ordinal) && path.Contains('?')))
            return first < 0 || path.Contains("slist=", StringComparison.Ordinal) ? path : "ondemand";
        var second = path.IndexOf('/', first + 1);
        var colon = path.IndexOf(':', first + 1);
        return second < 0 || (colon >= 0 && colon < second) ? path[..first] : path[..second];
    }
}
