using System.Net;
using System.Net.Sockets;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Media.Sources;

/// <summary>Which sources may be opened at all.</summary>
public sealed record SourcePolicy
{
    /// <summary>Schemes a source may have, among <see cref="SourceUri.KnownSchemes"/>; `file` stands for paths too.</summary>
    public required IReadOnlyList<string> AllowedSchemes { get; init; }

    /// <summary>Hosts that may be opened: names, `*.suffix`, addresses or address ranges (10.0.0.0/8). Empty allows every host that is not denied.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; init; }

    /// <summary>Hosts that may not be opened, in the same forms; stronger than the allowed ones.</summary>
    public required IReadOnlyList<string> DeniedHosts { get; init; }

    /// <summary>Hosts whose certificates are not checked, in the same forms, as they are written in an address.</summary>
    public IReadOnlyList<string> UnverifiedHosts { get; init; } = [];

    /// <summary>What a name stands for; asked anew at every connection.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Names { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Cloud metadata services and link-local addresses; denied whatever the settings say.</summary>
    public static IReadOnlyList<string> AlwaysDenied { get; } =
        ["169.254.0.0/16", "fe80::/10", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "metadata.google.internal", "metadata"];

    /// <summary>Every scheme, every host but the metadata services.</summary>
    public static SourcePolicy Open { get; } = new() { AllowedSchemes = SourceUri.KnownSchemes, AllowedHosts = [], DeniedHosts = [] };

    /// <summary>Reads the keys of `davf.source` that say what may be opened.</summary>
    public static SourcePolicy From(SettingsReader source)
    {
        var schemes = source.Texts("allowed-schemes");
        if (schemes.Except(SourceUri.KnownSchemes).FirstOrDefault() is { } unknown)
            source.Problem("allowed-schemes", $"names '{unknown}'; known are {string.Join(", ", SourceUri.KnownSchemes)}");
        return new SourcePolicy
        {
            AllowedSchemes = schemes,
            AllowedHosts = source.Texts("allowed-hosts"),
            DeniedHosts = source.Texts("denied-hosts"),
            UnverifiedHosts = source.Texts("unverified-hosts"),
        };
    }

    /// <exception cref="SourceException">The source is not allowed by its scheme or by its host as written.</exception>
    public void Check(SourceUri source)
    {
        if (!AllowedSchemes.Contains(source.Scheme, StringComparer.OrdinalIgnoreCase))
            throw new SourceException(SourceFailure.UnsupportedScheme,
                $"Sources of scheme '{source.Scheme}' are switched off here; allowed are {string.Join(", ", AllowedSchemes)}.");
        if (source.Host.Length == 0)
            return;
        var literal = IPAddress.TryParse(source.Host, out var address) ? address : null;
        Check(source.Host, literal);
        if (literal is null && AllowedHosts.Count > 0 && !AllowedHosts.Any(IsRange) && !AllowedHosts.Any(p => Matches(p, source.Host, null)))
            throw Denied(source.Host, "is not among the allowed hosts");
    }

    /// <summary>The same for every address the host's name stands for at this moment.</summary>
    /// <exception cref="SourceException">Denied, or the name cannot be resolved.</exception>
    public async Task CheckResolvedAsync(SourceUri source, CancellationToken cancellation)
    {
        Check(source);
        if (source.Host.Length > 0)
            _ = await ResolveAsync(source.Host, cancellation).ConfigureAwait(false);
    }

    /// <summary>The addresses a host stands for at this moment, where all of them may be connected to.</summary>
    /// <exception cref="SourceException">Denied, or the name cannot be resolved.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation)
    {
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Names(host, cancellation).WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            addresses = [];
        }
        if (addresses.Length == 0)
            throw new SourceException(SourceFailure.Unreachable, $"The host name '{host}' is not known. Check its spelling and the name server.");
        foreach (var address in addresses)
        {
            Check(host, address);
            if (AllowedHosts.Count > 0 && !AllowedHosts.Any(p => Matches(p, host, address)))
                throw Denied(host, "is not among the allowed hosts");
        }
        return addresses;
    }

    /// <summary>Connects to a host, and to nothing that the policy does not allow: what is checked is what is connected to.</summary>
    /// <exception cref="SourceException">Denied, or the name cannot be resolved.</exception> <exception cref="SocketException">It does not answer.</exception>
    public async Task<NetworkStream> ConnectAsync(string host, int port, CancellationToken cancellation) =>
        await FirstAddress.ConnectAsync(await ResolveAsync(host, cancellation).ConfigureAwait(false), port, cancellation).ConfigureAwait(false);

    /// <summary>Whether a host's certificate has to be valid.</summary>
    public bool Verifies(string host) => !UnverifiedHosts.Any(p => Matches(p, host, IPAddress.TryParse(host, out var address) ? address : null));

    private void Check(string host, IPAddress? address)
    {
        if (AlwaysDenied.Concat(DeniedHosts).Any(p => Matches(p, host, address) || (address is not null && Meanings(address).Any(inner => Matches(p, host, inner)))))
            throw Denied(host, "may not be opened");
    }

    private static SourceException Denied(string host, string why) =>
        new(SourceFailure.DeniedHost, $"The host '{host}' {why}; the setting for allowed and denied hosts decides.");

    private static bool IsRange(string pattern) => pattern.Contains('/') || IPAddress.TryParse(pattern, out _);

    private static bool Matches(string pattern, string host, IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        else if (address is { AddressFamily: AddressFamily.InterNetworkV6 })
            address = new IPAddress(address.GetAddressBytes());             // without the interface it goes by
        if (IPNetwork.TryParse(pattern, out var network))
            return address is not null && network.Contains(address);
        if (IPAddress.TryParse(pattern, out var single))
            return single.Equals(address);
        host = host.TrimEnd('.');
        return pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Where a connection to an address may end besides: this machine for the unspecified address, and the IPv4 address that a translated one carries.</summary>
    private static IEnumerable<IPAddress> Meanings(IPAddress address)
    {
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.IPv6Loopback))
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return [];
        var bytes = address.GetAddressBytes();
        var isCompatible = bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0;
        var isTranslated = bytes is [0, 0x64, 0xFF, 0x9B, 0, 0 or 1, ..] or [0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, ..];       // 64:ff9b::/48, 64:ff9b:1::/48 and ::ffff:0:0:0/96
        return isCompatible || isTranslated ? [new IPAddress(bytes.AsSpan(12))] : bytes is [0x20, 0x02, ..] ? [new IPAddress(bytes.AsSpan(2, 4))] : [];      // 2002::/16
    }
}
