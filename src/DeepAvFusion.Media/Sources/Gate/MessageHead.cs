using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>
/// First line and headers of a message of HTTP or RTSP, which have one form. Bytes are kept as they are, but for control characters and for lines that are no headers:
/// readers differ in what they make of them, and nobody may see another message than the one that was judged.
/// </summary>
/// <param name="First">Such as `GET /x HTTP/1.1` or `RTSP/1.0 200 OK`.</param>
internal sealed partial record MessageHead(string First, IReadOnlyList<(string Name, string Value)> Headers)
{
    private const int Longest = 1 << 16;

    /// <summary>First value of a header; null where there is none.</summary>
    public string? this[string name] => All(name).FirstOrDefault();

    public IEnumerable<string> All(string name) => Headers.Where(header => Is(header.Name, name)).Select(header => header.Value);

    /// <summary>The same with one value of a header, or without it.</summary>
    public MessageHead With(string name, string? value) =>
        this with { Headers = [.. Headers.Where(header => !Is(header.Name, name)), .. value is null ? [] : new[] { (name, value) }] };

    public byte[] ToBytes() => Encoding.Latin1.GetBytes($"{First}\r\n{string.Concat(Headers.Select(header => $"{header.Name}: {header.Value}\r\n"))}\r\n");

    /// <returns>Null at the end, or where no message can be told.</returns>
    public static async Task<MessageHead?> ReadAsync(PipeReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            if (Parse(result.Buffer, out var consumed) is { } head)
            {
                reader.AdvanceTo(consumed);
                return head;
            }
            if (result.IsCompleted || result.Buffer.Length > Longest)
                return null;
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static MessageHead? Parse(ReadOnlySequence<byte> buffer, out SequencePosition consumed)
    {
        var lines = new List<string>();
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            var text = ControlForm().Replace(Encoding.Latin1.GetString(line), "");
            if (text.Length > 0)
                lines.Add(text);
            else if (lines.Count > 0)
            {
                consumed = reader.Position;
                return new MessageHead(lines[0], [.. lines.Skip(1).Select(line => HeaderForm().Match(line)).Where(header => header.Success).Select(header => (header.Groups[1].Value, header.Groups[2].Value))]);
            }
        }
        consumed = buffer.Start;
        return null;
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"[\x00-\x08\x0A-\x1F\x7F]")]
    private static partial Regex ControlForm();

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9_\-]*)[ \t]*:[ \t]*(.*?)[ \t]*$")]
    private static partial Regex HeaderForm();
}
