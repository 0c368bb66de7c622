namespace Akka.Util;

/// <summary>Numbers as short names.</summary>
internal static class Base64Encoding
{
    public const string Base64Chars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    /// <summary>The digits of <paramref name="value"/> in base 64, lowest first.</summary>
    public static string Encode(this long value)
    {
        Span<char> digits = stackalloc char[11];
        var count = 0;
        do
        {
            digits[count++] = Base64Chars[(int)(value & 63)];
            value = (long)((ulong)value >> 6);
        }
        while (value != 0);
        return new string(digits[..count]);
    }
}
