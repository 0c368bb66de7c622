using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DeepAvFusion.Core;

namespace DeepAvFusion.Store.Access;

/// <summary>Passwords as they are kept: salted and stretched, never in clear.</summary>
/// <remarks>Source: PBKDF2 (RFC 8018) with HMAC-SHA256; text form `pbkdf2-sha256$iterations$salt$hash`.</remarks>
public static class PasswordHash
{
    /// <summary>Characters of the shortest password.</summary>
    public const int Least = 12;

    private const int Most = 256;
    private const int Iterations = 600_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const string Kind = "pbkdf2-sha256";

    // of nobody's password, so that a name that is not there takes as long as one that is
    private static readonly string Nobodys = Pack(Iterations, new byte[SaltBytes], new byte[HashBytes]);

    /// <exception cref="UserErrorException">It is too short or too long.</exception>
    public static void Check(string password)
    {
        if (password.Length is < Least or > Most)
            throw new UserErrorException($"A password has {Least} to {Most} characters; this one has {password.Length}.");
    }

    /// <exception cref="UserErrorException">It is too short or too long.</exception>
    public static string Make(string password)
    {
        Check(password);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Pack(Iterations, salt, Stretch(password, salt, Iterations));
    }

    /// <summary>Takes as long for a null hash as for any.</summary>
    public static bool Matches(string password, string? hash)
    {
        var parts = (hash ?? Nobodys).Split('$');
        if (password.Length > Most || parts is not [Kind, var iterations, var salt, var expected])
            return false;
        var given = Stretch(password, Convert.FromBase64String(salt), int.Parse(iterations, CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(given, Convert.FromBase64String(expected)) && hash is not null;
    }

    /// <summary>The text by which a secret of many random bytes is found again.</summary>
    public static string Sha256(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static byte[] Stretch(string password, byte[] salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashBytes);

    private static string Pack(int iterations, byte[] salt, byte[] hash) => FormattableString.Invariant($"{Kind}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
}
