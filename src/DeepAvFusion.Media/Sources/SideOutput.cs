using System.Net.Sockets;

namespace DeepAvFusion.Media.Sources;

/// <summary>A way by which something comes out of FFmpeg beside its standard output (pictures apart from the sound, packets as they came): a socket in a folder that only this user may enter, gone once FFmpeg has connected.</summary>
internal sealed class SideOutput : IDisposable
{
    private readonly TimeProvider _time;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _path;
    private Thread? _reader;
    private WatchedStream? _pipe;

    public SideOutput(TimeProvider time)
    {
        _time = time;
        _path = Path.Combine(_folder.FullName, "out");
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen(1);
    }

    /// <summary>As FFmpeg takes it.</summary>
    public string Address => $"unix:{_path}";

    /// <summary>How long the read in progress has been waiting; null while there is none to wait for.</summary>
    public TimeSpan? Waiting => _pipe?.Waiting;

    /// <summary>Reads on a thread of its own what comes, from the moment FFmpeg connects.</summary>
    public void Begin(string name, Action<Stream> read)
    {
        _reader = new Thread(() => Read(read), 512 * 1024) { IsBackground = true, Name = name };
        _reader.Start();
    }

    /// <summary>Waits until all that came has been read; FFmpeg has ended.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        _reader?.Join();
        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }

    private void Read(Action<Stream> read)
    {
        try
        {
            using var connection = _listener.Accept();
            using var stream = new NetworkStream(connection);
            _folder.Delete(recursive: true);
            _folder.Refresh();
            read(_pipe = new WatchedStream(stream, _time));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // FFmpeg ended before it had anything to connect for, or the source was closed before this began to wait
        }
        finally
        {
            _pipe = null;
        }
    }
}
