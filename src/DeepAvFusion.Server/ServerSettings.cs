using System.Net;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Server;

/// <summary>Where the page, the API and the metrics are served, and who may use them.</summary>
/// <param name="Token">Null for none; then only a loopback address may be listened on.</param>
public sealed record ServerSettings(IPAddress Address, int Port, string? Token)
{
    public static ServerSettings From(SettingsReader davf) => davf.Section("server", server =>
    {
        var host = server.Text("host");
        var token = server.OptionalText("token") ?? (Environment.GetEnvironmentVariable("DEEPAV_TOKEN") is { Length: > 0 } given ? given : null);
        var address = host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out var parsed) ? parsed : null;
        if (address is null)
            server.Problem("host", $"is '{host}'; it must be an IP address or localhost");
        else if (!IPAddress.IsLoopback(address) && token is null)
            server.Problem("token", $"is empty, but the server would listen on {address}, which others can reach; set a token, or a loopback host");
        if (token is { Length: < 16 })
            server.Problem("token", "is shorter than 16 characters; choose a longer one");
        return new ServerSettings(address ?? IPAddress.Loopback, server.Count("port", 0, 65535), token);
    });
}
