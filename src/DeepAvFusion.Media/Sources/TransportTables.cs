using System.Buffers.Binary;

namespace DeepAvFusion.Media.Sources;

/// <summary>
/// Finds where an MPEG-TS file becomes another one: where the table of what it holds changes, as another codec begins or a side joins, and where its clock begins anew together with
/// its tables, as in files that were put one behind the other. FFmpeg goes on with the decoders it has begun with, so each stretch is read by itself.
/// </summary>
internal sealed class TransportTables
{
    private const int Packet = 188;
    private const byte Sync = 0x47;

    // tables are sent this close together, and a clock begins this close behind them, where a file begins
    private const long Near = 64 * Packet;

    private const long ClockRange = 1L << 33;
    private const long LongestStep = 10 * 90_000;

    private readonly Dictionary<int, (string Content, bool Picture, bool Sound)> _tables = [];
    private readonly Dictionary<int, long> _clocks = [];
    private readonly List<TransportStretch> _stretches = [];
    private HashSet<int> _programmes = [];
    private long _listAt;
    private string _content = "";

    /// <summary>The stretches of a file; one, or none where it is no MPEG-TS, when nothing changes.</summary>
    public static async Task<IReadOnlyList<TransportStretch>> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return await ReadAsync(new FileBytes(file), TableSearch.OnDisk, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return [];          // FFmpeg tells what is wrong with it
        }
    }

    /// <inheritdoc cref="ReadAsync(string, CancellationToken)"/>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<IReadOnlyList<TransportStretch>> ReadAsync(IBytesAt bytes, TableSearch search, CancellationToken cancellation)
    {
        var start = new byte[(2 * Packet) + 1];
        if (await FillAsync(bytes, start, 0, cancellation).ConfigureAwait(false) < start.Length || start[0] != Sync || start[Packet] != Sync || start[2 * Packet] != Sync)
            return [];
        var tables = new TransportTables();
        if (bytes.Length <= search.Whole)
            await tables.ScanAsync(bytes, 0, bytes.Length, search.Place, cancellation).ConfigureAwait(false);
        else
            await tables.SampleAsync(bytes, search, cancellation).ConfigureAwait(false);
        return [.. tables._stretches.Select((stretch, i) => stretch with { End = i + 1 < tables._stretches.Count ? tables._stretches[i + 1].Begin : bytes.Length })];
    }

    private async Task SampleAsync(IBytesAt bytes, TableSearch search, CancellationToken cancellation)
    {
        var step = bytes.Length / search.Places / Packet * Packet;
        await ScanAsync(bytes, 0, search.Place, search.Place, cancellation).ConfigureAwait(false);
        for (var place = 1; place < search.Places; place++)
        {
            var there = new TransportTables();
            await there.ScanAsync(bytes, place * step, (place * step) + search.Place, search.Place, cancellation).ConfigureAwait(false);
            var isSame = there._content == _content && there._clocks.All(clock => !_clocks.TryGetValue(clock.Key, out var before) || Step(before, clock.Value) < ClockRange / 2);
            if (!isSame)
            {
                _clocks.Clear();
                await ScanAsync(bytes, (place - 1) * step, (place * step) + search.Place, search.Place, cancellation).ConfigureAwait(false);
            }
            foreach (var (pid, clock) in there._clocks)
                _clocks[pid] = clock;
        }
    }

    private async Task ScanAsync(IBytesAt bytes, long from, long to, int atOnce, CancellationToken cancellation)
    {
        var buffer = new byte[atOnce];
        for (var at = from; at < to;)
        {
            var length = await FillAsync(bytes, buffer.AsMemory(0, (int)Math.Min(buffer.Length, to - at)), at, cancellation).ConfigureAwait(false);
            var i = 0;
            while (i + Packet <= length)
                if (buffer[i] != Sync)
                    i++;                // what was lost need not be whole packets
                else
                {
                    Take(buffer.AsSpan(i, Packet), at + i);
                    i += Packet;
                }
            if (i == 0)
                return;
            at += i;
        }
    }

    private static async Task<int> FillAsync(IBytesAt bytes, Memory<byte> buffer, long at, CancellationToken cancellation)
    {
        var filled = 0;
        while (filled < buffer.Length && await bytes.ReadAsync(buffer[filled..], at + filled, cancellation).ConfigureAwait(false) is var read and > 0)
            filled += read;
        return filled;
    }

    private void Take(ReadOnlySpan<byte> packet, long at)
    {
        var pid = BinaryPrimitives.ReadUInt16BigEndian(packet[1..]) & 0x1FFF;
        var payload = (packet[3] & 0x20) != 0 ? 5 + packet[4] : 4;
        if ((packet[3] & 0x20) != 0 && packet[4] >= 7 && (packet[5] & 0x10) != 0)
            TakeClock(pid, ((long)BinaryPrimitives.ReadUInt32BigEndian(packet[6..]) << 1) | (long)(packet[10] >> 7), at);
        var isTable = (packet[1] & 0x40) != 0 && (packet[3] & 0x10) != 0 && (pid == 0 || _programmes.Contains(pid));
        if (!isTable || payload >= Packet || payload + 1 + packet[payload] >= Packet)
            return;
        var section = packet[(payload + 1 + packet[payload])..];
        section = section.Length < 3 ? [] : section[..Math.Min(section.Length, 3 + ((section[1] & 0x0F) << 8 | section[2]))];
        if (section.Length < 12)
            return;
        if (pid == 0 && section[0] == 0)
            TakeList(section, at);
        else if (section[0] == 2)
            TakeTable(pid, section, at);
    }

    /// <summary>Which programmes there are.</summary>
    private void TakeList(ReadOnlySpan<byte> section, long at)
    {
        _listAt = at;
        var programmes = new HashSet<int>();
        for (var i = 8; i + 4 <= section.Length - 4; i += 4)
            if (BinaryPrimitives.ReadUInt16BigEndian(section[i..]) != 0)
                programmes.Add(BinaryPrimitives.ReadUInt16BigEndian(section[(i + 2)..]) & 0x1FFF);
        _programmes = programmes;
    }

    /// <summary>What one of them holds.</summary>
    private void TakeTable(int pid, ReadOnlySpan<byte> section, long at)
    {
        var (content, hasPicture, hasSound) = ("", false, false);
        for (var i = 12 + ((section[10] & 0x0F) << 8 | section[11]); i + 5 <= section.Length - 4;)
        {
            var (type, of, described) = (section[i], BinaryPrimitives.ReadUInt16BigEndian(section[(i + 1)..]) & 0x1FFF, (section[i + 3] & 0x0F) << 8 | section[i + 4]);
            content += $"{type}:{of} ";
            hasPicture |= type is 0x01 or 0x02 or 0x10 or 0x1B or 0x24 or 0x33 or 0x42 or 0xD1 or 0xEA;
            hasSound |= type is 0x03 or 0x04 or 0x0F or 0x11 or 0x81 or 0x84 or 0x87 || (type == 0x06 && i + 5 < section.Length && section[i + 5] is 0x6A or 0x7A or 0x7B or 0x7C);
            i += 5 + described;
        }
        _tables[pid] = (content, hasPicture, hasSound);
        if (!_programmes.All(_tables.ContainsKey))
            return;
        var whole = string.Join('/', _programmes.Order().Select(programme => $"{programme} {_tables[programme].Content}"));
        if (whole == _content)
            return;
        _content = whole;
        Begin(at - _listAt < Near ? _listAt : at);
    }

    private void TakeClock(int pid, long clock, long at)
    {
        if (_stretches.Count > 0 && _clocks.TryGetValue(pid, out var before) && Step(before, clock) > LongestStep && at - _listAt < Near && _listAt > _stretches[^1].Begin)
            Begin(_listAt);
        _clocks[pid] = clock;
    }

    private void Begin(long at) =>
        _stretches.Add(new TransportStretch(_stretches.Count == 0 ? 0 : at, 0, _programmes.Any(programme => _tables[programme].Picture), _programmes.Any(programme => _tables[programme].Sound)));

    private static long Step(long before, long after) => ((after - before) % ClockRange + ClockRange) % ClockRange;
}

/// <summary>A part of a file that is an MPEG-TS by itself.</summary>
/// <param name="Begin">Its first byte.</param> <param name="End">The first byte behind it.</param>
internal sealed record TransportStretch(long Begin, long End, bool HasPicture, bool HasSound);

/// <summary>How much of a recording is looked at.</summary>
/// <param name="Whole">One of up to so many bytes is looked at as a whole, a larger one in places, and in between only where two of them differ.</param>
/// <param name="Places">In so many.</param> <param name="Place">Bytes of each: more than there are from one table to the next.</param>
internal sealed record TableSearch(long Whole, int Places, int Place)
{
    public static TableSearch OnDisk { get; } = new(256L << 20, 256, 188 << 12);

    public static TableSearch OnServer { get; } = new(16L << 20, 64, 188 * 1400);
}
