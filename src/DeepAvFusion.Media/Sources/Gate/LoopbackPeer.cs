using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>Tells whose the other end of a connection within this machine is.</summary>
internal static class LoopbackPeer
{
    /// <summary>Whether a process, or one that it started, holds the other end. No other process of this machine, whoever's it is, can pretend to.</summary>
    public static bool Belongs(Socket socket, int process)
    {
        try
        {
            return Inode((IPEndPoint)socket.RemoteEndPoint!, (IPEndPoint)socket.LocalEndPoint!) is { } inode && Holds(process, $"socket:[{inode}]");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            return false;       // one of the two has gone
        }
    }

    private static string? Inode(IPEndPoint from, IPEndPoint to)
    {
        var (local, remote) = (Hex(from), Hex(to));
        foreach (var line in File.ReadLines("/proc/net/tcp"))
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var here, var there, _, _, _, _, _, _, var inode, ..] && here == local && there == remote)
                return inode;
        return null;
    }

    private static string Hex(IPEndPoint end) =>
        string.Create(CultureInfo.InvariantCulture, $"{BitConverter.ToUInt32(end.Address.GetAddressBytes()):X8}:{end.Port:X4}");

    private static bool Holds(int process, string socket) =>
        Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Any(handle => IsLink(handle, socket))
        || Directory.EnumerateDirectories($"/proc/{process}/task").SelectMany(thread => File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(child => Holds(int.Parse(child, CultureInfo.InvariantCulture), socket));

    private static bool IsLink(string path, string target)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: false)?.Name == target;
        }
        catch (IOException)
        {
            return false;       // closed meanwhile
        }
    }
}
