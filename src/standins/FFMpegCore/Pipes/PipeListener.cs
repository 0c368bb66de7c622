using System.Net.Sockets;
using FFMpegCore.Exceptions;

namespace FFMpegCore.Pipes;

/// <summary>A local socket that takes exactly one connection and is open to this user only.</summary>
internal sealed class PipeListener : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _path;

    public PipeListener(string path)
    {
        _path = path;
        try
        {
            _socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            _socket.Listen(1);
        }
        catch (Exception cause) when (cause is SocketException or IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            Dispose();
            throw new FFMpegException(
                FFMpegExceptionType.Operation,
                $"no pipe can be made at '{path}': the folder for temporary files must be writable and its path shorter than about 70 characters",
                cause);
        }
    }

    public static string UniquePath() => Path.Combine(Path.GetTempPath(), $"FFMpegCore_{Guid.NewGuid().ToString("N")[..16]}");

    /// <summary>Waits for the peer.</summary>
    /// <param name="exited">from then on only a connection that is waiting already is taken</param>
    /// <returns>null: there was none</returns>
    public async Task<PipeConnection?> AcceptAsync(CancellationToken exited)
    {
        try
        {
            return new PipeConnection(await _socket.AcceptAsync(exited).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            return _socket.Poll(0, SelectMode.SelectRead) ? new PipeConnection(_socket.Accept()) : null;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_path);
    }
}
