using System.Net;
using System.Net.Sockets;

namespace DeepAvFusion.Media.Tests.Servers;

/// <summary>A place of this machine to which nobody may connect, and whether somebody has.</summary>
internal sealed class Forbidden : IDisposable
{
    public const string Host = "127.0.0.2";

    private readonly TcpListener _listener = new(IPAddress.Parse(Host), 0);

    public Forbidden() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Place => $"{Host}:{Port}";

    public bool WasVisited => _listener.Pending();

    public void Dispose() => _listener.Dispose();
}
