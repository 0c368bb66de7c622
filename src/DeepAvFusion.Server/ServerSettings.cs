using System.Net;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Server;

/// <summary>Where the page, the API and the metrics are served, and who may use them.</summary>
/// <param name="Token">Null for none; then only a loopback address may be listened on.</param>
/// <param name="Names">Host names under which the page may be opened without a token, beside those of the loopback address.</param>
/// <param name="Proxies">Networks of reverse proxies, which are believed whom they ask for and whether by https.</param>
public sealed record ServerSettings(IPAddress Address, int Port, string? Token, IReadOnlyList<string> Names, IReadOnlyList<IPNetwork> Proxies)
{
    public static ServerSettings From(SettingsReader davf) => davf.Section("server", server =>
    {
        var host = server.Text("host");
        var token = server.OptionalText("token") ?? (SecretVariables.Read("DEEPAV_TOKEN") is { Length: > 0 } given ? given : null);
        var address = host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out var parsed) ? parsed : null;
        if (address is null)
            server.Problem("host", $"is '{host}'; it must be an IP address or localhost");
        else if (!IPAddress.IsLoopback(address) && token is null)
            server.Problem("token", $"is empty, but the server would listen on {address}, which others can reach; set a token, or a loopback host");
        if (token is { Length: < 16 })
            server.Problem("token", "is shorter than 16 characters; choose a longer one");
        var names = server.Texts("names");
        if (names.FirstOrDefault(name => Uri.CheckHostName(name) == UriHostNameType.Unknown) is { } wrong)
            server.Problem("names", $"holds '{wrong}'; it must be host names without scheme, port or path, such as cameras.example");
        var proxies = server.Texts("proxies").Select(text => (Text: text, Network: NetworkOf(text))).ToList();
        if (proxies.FirstOrDefault(proxy => proxy.Network is null) is { Text: { } unknown })
            server.Problem("proxies", $"holds '{unknown}'; it must be IP addresses or networks, such as 127.0.0.1 or 10.0.0.0/8");
        return new ServerSettings(address ?? IPAddress.Loopback, server.Count("port", 0, 65535), token, names, [.. proxies.Select(proxy => proxy.Network).OfType<IPNetwork>()]);
    });

    private static IPNetwork? NetworkOf(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : IPNetwork.TryParse(text, out var network) ? network : null;
}
