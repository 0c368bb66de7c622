using System.Buffers.Binary;
using System.Buffers.Text;

namespace DeepAvFusion.Store.Events;

/// <summary>A place in the order of events, which stays the same however many come or go.</summary>
public readonly record struct EventCursor(long StartAt, long Key)
{
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, StartAt);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Key);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string text, out EventCursor cursor)
    {
        Span<byte> bytes = stackalloc byte[16];
        cursor = default;
        if (!Base64Url.IsValid(text, out var length) || length != bytes.Length)
            return false;
        Base64Url.DecodeFromChars(text, bytes);
        cursor = new EventCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]));
        return true;
    }
}
