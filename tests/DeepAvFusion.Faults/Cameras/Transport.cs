namespace DeepAvFusion.Faults.Cameras;

/// <summary>An MPEG transport stream in memory, packet by packet.</summary>
internal sealed class Transport(string path)
{
    public const int PacketLength = 188;

    /// <summary>Where FFmpeg's muxer puts picture and sound.</summary>
    public const int Picture = 0x100;

    public const int Sound = 0x101;

    private const double PcrRate = 90_000;
    private readonly byte[] _bytes = File.ReadAllBytes(path);

    public int Packets => _bytes.Length / PacketLength;

    public ReadOnlyMemory<byte> Packet(int index) => _bytes.AsMemory(index * PacketLength, PacketLength);

    /// <summary>The programme clock that a packet carries.</summary>
    public static TimeSpan? Clock(ReadOnlySpan<byte> packet)
    {
        if ((packet[3] & 0x20) == 0 || packet[4] == 0 || (packet[5] & 0x10) == 0)
            return null;
        var ticks = ((long)packet[6] << 25) | ((long)packet[7] << 17) | ((long)packet[8] << 9) | ((long)packet[9] << 1) | ((long)packet[10] >> 7);
        return TimeSpan.FromSeconds(ticks / PcrRate);
    }

    public static int Pid(ReadOnlySpan<byte> packet) => ((packet[1] & 0x1f) << 8) | packet[2];
}
