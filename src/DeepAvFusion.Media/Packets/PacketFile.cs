using DeepAvFusion.Media.Nut;

namespace DeepAvFusion.Media.Packets;

/// <summary>Packets of one source in a file that FFmpeg reads, their times counted from the beginning of a clip.</summary>
public sealed class PacketFile : IDisposable
{
    private readonly FileStream _file;
    private readonly NutWriter _nut = new();
    private readonly int?[] _numbers;

    /// <param name="tracks">Of the ring.</param>
    /// <param name="picture">Whether its pictures are written.</param>
    /// <param name="sound">Whether its sound is.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public PacketFile(string path, IReadOnlyList<PacketTrack> tracks, bool picture, bool sound)
    {
        Path = path;
        var wanted = tracks.Where(track => track.IsPicture ? picture : sound).ToList();
        _numbers = [.. tracks.Select(track => wanted.IndexOf(track) is >= 0 and var number ? number : (int?)null)];
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        var headers = _nut.Headers([.. wanted.Select(track => track.Stream)]);
        _file.Write(headers.Span);
    }

    public string Path { get; }

    /// <summary>Bytes written.</summary>
    public long Length => _file.Position;

    /// <summary>Whether a packet's track is written here.</summary>
    public bool Wants(Packet packet) => _numbers[packet.Track] is not null;

    /// <param name="at">From the beginning of the clip; not negative.</param>
    /// <exception cref="IOException">The disk is full, say.</exception>
    public void Write(Packet packet, TimeSpan at)
    {
        if (_numbers[packet.Track] is not { } number)
            return;
        _file.Write(_nut.Frame(number, (long)(at.TotalSeconds * NutWriter.PictureClock), packet.Data.Length, packet.IsKey).Span);
        _file.Write(packet.Data);
    }

    public void Dispose() => _file.Dispose();
}
