using System.Net.Sockets;

namespace DeepAvFusion.Media.Sources;

/// <summary>A source as FFmpeg is told of it.</summary>
/// <param name="Address">What is opened.</param>
/// <param name="Protocols">All that may be used for it, so that a source from the network can never open a file.</param>
internal sealed record FfmpegInput(string Address, string Protocols)
{
    /// <summary>Further options of the input.</summary>
    public IReadOnlyList<(string Name, string Value)> Options { get; init; } = [];

    /// <summary>Address of the proxy for HTTP; empty for none.</summary>
    public string Proxy { get; init; } = "";

    /// <summary>The address holds what nobody may see, and is told by the standard input instead of an argument.</summary>
    public bool IsSecret { get; init; }

    /// <summary>A part of it.</summary>
    /// <param name="stretch">Null for the whole.</param>
    public FfmpegInput Part(TransportStretch? stretch) =>
        stretch is null ? this : this with { Address = $"subfile,,start,{stretch.Begin},end,{stretch.End},,:{Address}", Protocols = $"{Protocols},subfile" };

    /// <summary>A source that FFmpeg opens itself, at an address that was checked instead of by a name.</summary>
    /// <param name="stretch">The part of a file that is read; null for the whole.</param>
    /// <exception cref="SourceException">It may not be opened.</exception>
    public static async Task<FfmpegInput> OfAsync(SourceUri source, TransportStretch? stretch, SourcePolicy policy, CancellationToken cancellation)
    {
        if (!source.IsRemote)
            return new FfmpegInput("file:" + source.Address, "file,crypto").Part(stretch);
        var authority = UrlAuthority.Split(source.Scheme, source.Address[(source.Scheme.Length + 3)..]);
        if (authority.Host.Length > 0)
        {
            var address = (await policy.ResolveAsync(authority.Host, cancellation).ConfigureAwait(false))[0];
            var host = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
            authority = authority with { HostPort = $"{host}:{authority.Port}" };
        }
        return new FfmpegInput($"{source.Scheme}://{authority.Encoded}{authority.Tail}", source.Kind == SourceKind.Udp ? "udp" : "srt,udp") { IsSecret = source.HasSecrets };
    }
}
