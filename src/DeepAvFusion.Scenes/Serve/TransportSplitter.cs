namespace DeepAvFusion.Scenes.Serve;

/// <summary>
/// Cuts an MPEG transport stream into blocks of whole packets, so that a block that begins with a key frame can be the first a viewer gets:
/// the tables that tell what is inside are put before it.
/// </summary>
internal sealed class TransportSplitter
{
    public const int PacketSize = 188;
    private const byte Sync = 0x47;
    private const byte H264 = 0x1B;
    private readonly byte[] _packet = new byte[PacketSize];
    private readonly List<byte> _block = [];
    private byte[] _pat = [], _pmt = [];
    private int _filled, _pmtId = -1, _videoId = -1;
    private bool _blockIsKey;

    /// <summary>Takes the next bytes, whatever their number, and gives the blocks that are complete with them.</summary>
    public IReadOnlyList<TransportBlock> Feed(ReadOnlySpan<byte> bytes)
    {
        var blocks = new List<TransportBlock>();
        while (bytes.Length > 0)
        {
            if (_filled == 0 && bytes[0] != Sync)
            {
                bytes = bytes[1..];                    // out of step: look for the next packet
                continue;
            }

            var part = bytes[..Math.Min(PacketSize - _filled, bytes.Length)];
            part.CopyTo(_packet.AsSpan(_filled));
            bytes = bytes[part.Length..];
            _filled += part.Length;
            if (_filled < PacketSize) break;
            _filled = 0;
            Take(_packet, blocks);
        }

        Finish(blocks);
        return blocks;
    }

    private void Take(ReadOnlySpan<byte> packet, List<TransportBlock> blocks)
    {
        var id = ((packet[1] & 0x1F) << 8) | packet[2];
        var starts = (packet[1] & 0x40) != 0;
        if (id == 0 && starts) Tables(packet, ref _pat);
        else if (id == _pmtId && starts) Streams(packet);
        else if (id == _videoId && starts && IsKey(packet) && _pmt.Length > 0)
        {
            Finish(blocks);
            _block.AddRange(_pat);
            _block.AddRange(_pmt);
            _blockIsKey = true;
        }

        _block.AddRange(packet);
    }

    private void Finish(List<TransportBlock> blocks)
    {
        if (_block.Count > 0) blocks.Add(new TransportBlock([.. _block], _blockIsKey));
        _block.Clear();
        _blockIsKey = false;
    }

    private void Tables(ReadOnlySpan<byte> packet, ref byte[] store)
    {
        var section = Section(packet);
        if (section.Length < 12) return;
        store = packet.ToArray();
        _pmtId = ((section[10] & 0x1F) << 8) | section[11];
    }

    private void Streams(ReadOnlySpan<byte> packet)
    {
        var section = Section(packet);
        if (section.Length < 12) return;
        _pmt = packet.ToArray();
        var end = Math.Min(section.Length, 3 + (((section[1] & 0x0F) << 8) | section[2]) - 4);
        for (var at = 12 + (((section[10] & 0x0F) << 8) | section[11]); at + 5 <= end; at += 5 + (((section[at + 3] & 0x0F) << 8) | section[at + 4]))
            if (section[at] == H264) _videoId = ((section[at + 1] & 0x1F) << 8) | section[at + 2];
    }

    /// <summary>A table that begins in this packet, behind its pointer.</summary>
    private static ReadOnlySpan<byte> Section(ReadOnlySpan<byte> packet)
    {
        var at = 4 + ((packet[3] & 0x20) != 0 ? 1 + packet[4] : 0);
        if (at >= PacketSize) return [];
        at += 1 + packet[at];
        return at >= PacketSize ? [] : packet[at..];
    }

    /// <summary>Whether a decoder can begin here.</summary>
    private static bool IsKey(ReadOnlySpan<byte> packet) => (packet[3] & 0x20) != 0 && packet[4] > 0 && (packet[5] & 0x40) != 0;
}

/// <summary>Some whole packets.</summary>
/// <param name="IsKey">A viewer can begin here.</param>
internal sealed record TransportBlock(byte[] Bytes, bool IsKey);
