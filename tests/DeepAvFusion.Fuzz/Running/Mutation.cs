using System.Text;

namespace DeepAvFusion.Fuzz.Running;

/// <summary>Changes of one input, drawn from one generator, so that the same seed and number give the same input everywhere.</summary>
public sealed class Mutation(Random random, FuzzTarget target)
{
    private const int Most = 16 * 1024;
    private static readonly string[] Numbers = ["0", "-1", "1", "127", "128", "255", "256", "32767", "65535", "2147483647", "2147483648", "4294967295", "9223372036854775807", "9223372036854775808", "1e309", "-0", "NaN", "0.5"];
    private static readonly byte[] Edges = [0, 1, 0x7F, 0x80, 0x81, 0xFE, 0xFF, (byte)'\n', (byte)'"', (byte)'\\', (byte)'/', (byte)'.', (byte)',', (byte)'{', (byte)'}'];
    private readonly byte[][] _tokens = [.. target.Tokens.Select(Encoding.Latin1.GetBytes)];

    public Random Random { get; } = random;

    /// <summary>A seed of the target.</summary>
    public byte[] Seed() => target.Corpus[Random.Next(target.Corpus.Count)].Bytes;

    /// <summary>One to eight changes.</summary>
    public byte[] Of(byte[] seed)
    {
        var bytes = new List<byte>(seed);
        for (var change = 1 + Random.Next(1 << Random.Next(4)); change > 0; change--) Change(bytes);
        if (bytes.Count > Most) bytes.RemoveRange(Most, bytes.Count - Most);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var place = Random.Next(bytes.Count + 1);
        var length = Math.Min(1 + Random.Next(1 << Random.Next(7)), bytes.Count - place);
        switch (Random.Next(11))
        {
            case 0 when length > 0: bytes[place] ^= (byte)(1 << Random.Next(8)); break;
            case 1 when length > 0: bytes[place] = (byte)Random.Next(256); break;
            case 2 when length > 0: bytes[place] = Edges[Random.Next(Edges.Length)]; break;
            case 3: bytes.RemoveRange(place, length); break;
            case 4: bytes.InsertRange(Random.Next(bytes.Count + 1), bytes.GetRange(place, length)); break;
            case 5:
                var repeated = bytes.GetRange(place, length);
                for (var times = Random.Next(1 << Random.Next(8)); times > 0 && bytes.Count < Most; times--) bytes.InsertRange(place, repeated);
                break;
            case 6 when _tokens.Length > 0: bytes.InsertRange(place, _tokens[Random.Next(_tokens.Length)]); break;
            case 7 when _tokens.Length > 0:
                bytes.RemoveRange(place, length);
                bytes.InsertRange(place, _tokens[Random.Next(_tokens.Length)]);
                break;
            case 8: Renumber(bytes, place); break;
            case 9:
                var other = Seed();
                var from = Random.Next(other.Length + 1);
                bytes.RemoveRange(place, bytes.Count - place);
                bytes.AddRange(other[from..]);
                break;
            case 10: bytes.RemoveRange(place, bytes.Count - place); break;
        }
    }

    /// <summary>Puts a number at an edge in the place of the next one in digits.</summary>
    private void Renumber(List<byte> bytes, int place)
    {
        var start = bytes.FindIndex(place, one => one is >= (byte)'0' and <= (byte)'9');
        if (start < 0) return;
        var end = start;
        while (end < bytes.Count && bytes[end] is >= (byte)'0' and <= (byte)'9') end++;
        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, Encoding.ASCII.GetBytes(Numbers[Random.Next(Numbers.Length)]));
    }
}
