namespace DeepAvFusion.Media.Nut;

/// <summary>What each of the 256 frame codes stands for, and the beginnings that frames leave out.</summary>
internal sealed class NutFrameTable
{
    public static readonly NutFrameTable None = new();

    private readonly Entry[] _entries = new Entry[256];
    private byte[][] _headers = [[]];

    private NutFrameTable() => Array.Fill(_entries, new Entry(NutFormat.FlagInvalid, 0, 0, 1, 0, 0, 0));

    public Entry this[byte code] => _entries[code];

    public byte[] Header(long index) => index < _headers.Length ? _headers[index] : throw new NutException("An unknown frame beginning.");

    /// <summary>Reads the table from the main header.</summary>
    public static NutFrameTable Read(ref NutPacket packet, int streams)
    {
        var table = new NutFrameTable();
        var (pts, multiplier, stream, header) = (0L, 1, 0, 0);
        for (var code = 0; code < 256;)
        {
            var flags = packet.Number("Frame flags", 0xFFFF);
            var fields = packet.Number("A number of fields", 256);
            if (fields > 0)
                pts = packet.Signed();
            if (fields > 1)
                multiplier = packet.Number("A size multiplier", 1 << 14);
            if (fields > 2)
                stream = packet.Number("A stream", Math.Max(0, streams - 1));
            var size = fields > 3 ? packet.Number("A size", 1 << 14) : 0;
            var reserved = fields > 4 ? packet.Number("A number of reserved fields", 256) : 0;
            var count = fields > 5 ? packet.Number("A number of codes", 256) : multiplier - size;
            if (fields > 6)
                packet.Skip();          // match_time_delta, which may be larger than any number here
            if (fields > 7)
                header = packet.Number("A frame beginning", 127);
            for (var extra = 8; extra < fields; extra++)
                packet.Number();
            if (count < 1)
                throw new NutException("Frame codes that cover nothing.");
            for (var i = 0; i < count && code < 256; code++)
            {
                if (code == 'N')
                    continue;           // a start code begins with it
                table._entries[code] = new Entry(flags, stream, pts, multiplier, size + i, reserved, header);
                i++;
            }
        }
        table.ReadHeaders(ref packet);
        return table;
    }

    private void ReadHeaders(ref NutPacket packet)
    {
        if (packet.Left == 0)
            return;
        var headers = new byte[packet.Number("The number of frame beginnings", 127) + 1][];
        headers[0] = [];
        for (var i = 1; i < headers.Length; i++)
            headers[i] = packet.Bytes(256).ToArray();
        _headers = headers;
    }

    public readonly record struct Entry(int Flags, int Stream, long PtsDelta, int SizeMultiplier, int SizeLsb, int Reserved, int Header);
}
