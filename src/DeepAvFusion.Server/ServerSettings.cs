using System.Net;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Server.Tls;

namespace DeepAvFusion.Server;

/// <summary>Where the page, the API and the metrics are served, and who may use them.</summary>
/// <param name="Token">Null for none.</param>
/// <param name="Names">Host names under which the page may be opened while nobody is asked who he is, beside those of the loopback address.</param>
/// <param name="Proxies">Networks of reverse proxies, which are believed whom they ask for and whether by https.</param>
/// <param name="Session">How long somebody stays signed in.</param>
/// <param name="Requests">So many a second one caller may send.</param>
public sealed record ServerSettings(
    IPAddress Address, int Port, string? Token, IReadOnlyList<string> Names, IReadOnlyList<IPNetwork> Proxies, TimeSpan Session, int Requests, OidcSettings? Oidc, TlsSettings? Tls)
{
    /// <summary>Whether others can reach the server while nothing of the settings says who may come in: then there must be users.</summary>
    public bool NeedsUsers => !IPAddress.IsLoopback(Address) && Token is null && Oidc is null;

    public static ServerSettings From(SettingsReader davf) => davf.Section("server", server =>
    {
        var host = server.Text("host");
        var token = server.OptionalText("token") ?? (SecretVariables.Read("DEEPAV_TOKEN") is { Length: > 0 } given ? given : null);
        var address = host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out var parsed) ? parsed : null;
        if (address is null)
            server.Problem("host", $"is '{host}'; it must be an IP address or localhost");
        if (token is { Length: < 16 })
            server.Problem("token", "is shorter than 16 characters; choose a longer one");
        var names = server.Texts("names");
        if (names.FirstOrDefault(name => Uri.CheckHostName(name) == UriHostNameType.Unknown) is { } wrong)
            server.Problem("names", $"holds '{wrong}'; it must be host names without scheme, port or path, such as cameras.example");
        var proxies = server.Texts("proxies").Select(text => (Text: text, Network: NetworkOf(text))).ToList();
        if (proxies.FirstOrDefault(proxy => proxy.Network is null) is { Text: { } unknown })
            server.Problem("proxies", $"holds '{unknown}'; it must be IP addresses or networks, such as 127.0.0.1 or 10.0.0.0/8");
        return new ServerSettings(
            address ?? IPAddress.Loopback, server.Count("port", 0, 65535), token, names, [.. proxies.Select(proxy => proxy.Network).OfType<IPNetwork>()], server.Positive("session"),
            server.Count("requests", 1, 1_000_000), OidcSettings.From(server), TlsSettings.From(server));
    });

    private static IPNetwork? NetworkOf(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : IPNetwork.TryParse(text, out var network) ? network : null;
}
