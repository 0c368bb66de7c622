using System.Buffers.Binary;
using DeepAvFusion.Fuzz.Running;
using DeepAvFusion.Media.Nut;

namespace DeepAvFusion.Fuzz.Targets;

/// <summary>What comes over FFmpeg's pipe; headers that were changed get the length and the checksum that go with them.</summary>
internal sealed class NutTarget() : FuzzTarget("nut", "NM\x7aV\x1f_\x04\xad\x31", "NS\x11@[\xf2\xf9\xdb", "NK\xe4\xad\xeb\xca\x45\x69", "\x80", "\x01", "\xff\xff\xff\xff\xff\xff\xff\x7f", "\x90\x80\x80\x80\x00", "\0\0\0\0")
{
    private const int MostPayload = 1 << 20;
    private const int Start = 8;
    private const int Checksum = 4;
    private readonly byte[] _payload = new byte[MostPayload];

    public override byte[] Mutate(Mutation mutation, byte[] seed)
    {
        var places = Enumerable.Range(0, Math.Max(0, seed.Length - Start)).Where(place => NutFormat.IsStart(BinaryPrimitives.ReadUInt64BigEndian(seed.AsSpan(place)))).ToArray();
        if (places.Length == 0 || mutation.Random.Next(3) == 0) return mutation.Of(seed);
        var place = places[mutation.Random.Next(places.Length)];
        var (length, at) = Number(seed, place + Start);
        if (length is < Checksum or > 4096 || at + length > seed.Length) return mutation.Of(seed);
        var body = mutation.Of(seed[at..(at + (int)length - Checksum)]);
        var checksum = new byte[Checksum];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, NutFormat.Crc(body));
        byte[] packet = [.. seed[place..(place + Start)], .. Number(body.Length + Checksum), .. body.Length + Checksum > 4096 ? new byte[4] : [], .. body, .. checksum];
        return mutation.Random.Next(4) == 0
            ? [.. seed[..place], .. packet, .. seed[place..]]                                      // before the one it was made of
            : [.. seed[..place], .. packet, .. seed[(at + (int)length)..]];
    }

    public override string? Read(byte[] input)
    {
        var reader = new NutReader(new MemoryStream(input), MostPayload);
        try
        {
            reader.ReadHeaders();
            while (reader.ReadFrame(out var frame)) reader.ReadPayload(_payload.AsSpan(0, Math.Min(frame.Size, frame.Size % 3 == 0 ? frame.Size / 2 : frame.Size)));
            return null;
        }
        catch (NutException refusal)
        {
            return refusal.Message;
        }
        catch (EndOfStreamException)
        {
            return "it ends inside a frame";
        }
    }

    private static (long Value, int Next) Number(byte[] bytes, int place)
    {
        var value = 0L;
        while (place < bytes.Length && value < 1 << 24)
        {
            value = (value << 7) | (uint)(bytes[place] & 0x7F);
            if ((bytes[place++] & 0x80) == 0) break;
        }

        return (value, place);
    }

    private static byte[] Number(int value) => value < 0x80 ? [(byte)value] : value < 0x4000 ? [(byte)((value >> 7) | 0x80), (byte)(value & 0x7F)] : [(byte)((value >> 14) | 0x80), (byte)(((value >> 7) & 0x7F) | 0x80), (byte)(value & 0x7F)];
}
