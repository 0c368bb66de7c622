using System.Net.Sockets;

namespace FFMpegCore.Pipes;

/// <summary>The connection to one input or output of ffmpeg.</summary>
internal sealed class PipeConnection : IDisposable
{
    private readonly Socket _socket;

    public PipeConnection(Socket socket)
    {
        _socket = socket;
        Stream = new NetworkStream(socket, ownsSocket: true);
    }

    public NetworkStream Stream { get; }

    /// <summary>Whether the other side reads no more.</summary>
    public bool PeerHasClosed()
    {
        try
        {
            return _socket.Poll(0, SelectMode.SelectRead) && _socket.Receive(new byte[1], SocketFlags.Peek) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public void Dispose() => Stream.Dispose();
}
