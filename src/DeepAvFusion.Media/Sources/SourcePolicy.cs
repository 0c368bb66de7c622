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
        return new SourcePolicy { AllowedSchemes = schemes, AllowedHosts = source.Texts("allowed-hosts"), DeniedHosts = source.Texts("denied-hosts") };
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
        Check(source, literal);
        if (literal is null && AllowedHosts.Count > 0 && !AllowedHosts.Any(IsRange) && !AllowedHosts.Any(p => Matches(p, source.Host, null)))
            throw Denied(source, "is not among the allowed hosts");
    }

    /// <summary>The same for every address the host's name stands for at this moment.</summary>
    /// <exception cref="SourceException">Denied, or the name cannot be resolved.</exception>
    public async Task CheckResolvedAsync(SourceUri source, CancellationToken cancellation)
    {
        Check(source);
        if (source.Host.Length == 0)
            return;
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(source.Host, cancellation).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            throw new SourceException(SourceFailure.Unreachable, $"{source} cannot be reached: the host name '{source.Host}' is not known. Check its spelling and the name server.");
        }
        foreach (var address in addresses)
        {
            Check(source, address);
            if (AllowedHosts.Count > 0 && !AllowedHosts.Any(p => Matches(p, source.Host, address)))
                throw Denied(source, "is not among the allowed hosts");
        }
    }

    private void Check(SourceUri source, IPAddress? address)
    {
        if (AlwaysDenied.Concat(DeniedHosts).Any(p => Matches(p, source.Host, address)))
            throw Denied(source, "may not be opened");
    }

    private static SourceException Denied(SourceUri source, string why) =>
        new(SourceFailure.DeniedHost, $"The host '{source.Host}' {why}; the setting for allowed and denied hosts decides.");

    private static bool IsRange(string pattern) => pattern.Contains('/') || IPAddress.TryParse(pattern, out _);

    private static bool Matches(string pattern, string host, IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        if (IPNetwork.TryParse(pattern, out var network))
            return address is not null && network.Contains(address);
        if (IPAddress.TryParse(pattern, out var single))
            return single.Equals(address);
        host = host.TrimEnd('.');
        return pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);
    }
}
