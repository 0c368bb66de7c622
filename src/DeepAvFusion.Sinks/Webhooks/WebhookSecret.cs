using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DeepAvFusion.Sinks.Webhooks;

/// <summary>A key that a webhook's messages are signed with. Its text form does not show it.</summary>
/// <remarks>Source: Standard Webhooks 1.0, symmetric signatures.</remarks>
public sealed class WebhookSecret
{
    private const string Prefix = "whsec_";
    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <returns>Null where the text is no such key.</returns>
    public static WebhookSecret? TryParse(string text)
    {
        var key = new byte[text.Length];
        return text.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length is >= 24 and <= 64
            ? new WebhookSecret(key[..length])
            : null;
    }

    /// <summary>`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.</summary>
    /// <param name="at">When it is sent.</param>
    public string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(_key, (byte[])[.. head, .. body]))}";
    }

    public override string ToString() => Prefix + "***";
}
