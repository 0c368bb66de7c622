using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Store.Access;

/// <summary>API tokens: `davf_`, an id, 32 random bytes and a checksum, so that scanners for secrets know them. Every member throws <see cref="UserErrorException"/> where the database cannot be used.</summary>
public sealed class TokenTable(StoreDatabase database, TimeProvider time)
{
    public const string Prefix = "davf_";

    private const int IdBytes = 6;
    private const int SecretBytes = 32;
    private const int MostName = 64;
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>In the order in which they were made; tokens that have ended, too.</summary>
    public async Task<IReadOnlyList<StoredToken>> AllAsync(CancellationToken cancel) =>
        [.. (await database.QueryAsync<TokenRow>("Access/tokens", null, cancel).ConfigureAwait(false)).Select(row => row.Token())];

    /// <returns>The token, which cannot be told again, and what is kept of it.</returns>
    /// <exception cref="UserErrorException">The name is none, or it would end before it began.</exception>
    public async Task<(string Token, StoredToken Stored)> AddAsync(string name, AccessRole role, IReadOnlyList<string>? streams, TimeSpan? lasting, string madeBy, CancellationToken cancel)
    {
        if (name.Trim().Length is 0 or > MostName || name.Any(char.IsControl))
            throw new UserErrorException($"A token's name has 1 to {MostName} characters, such as 'grafana'.");
        if (lasting <= TimeSpan.Zero)
            throw new UserErrorException("A token lasts longer than nothing, such as 90d.");
        StreamList.Check(streams);
        var now = time.GetUtcNow();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var body = $"{Prefix}{id}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}";
        var token = body + Checksum(body);
        var stored = new StoredToken(id, name.Trim(), role, streams, madeBy, now, lasting is { } span ? now + span : null, null);
        await database.ExecuteAsync("Access/token-add", new
        {
            Id = id,
            Sha256 = PasswordHash.Sha256(token),
            stored.Name,
            Role = role.Text(),
            Streams = StreamList.Pack(streams),
            MadeBy = madeBy,
            MadeAt = now.ToUnixTimeMilliseconds(),
            EndsAt = stored.EndsAt?.ToUnixTimeMilliseconds(),
        }, cancel).ConfigureAwait(false);
        return (token, stored);
    }

    /// <returns>False where there is none of that id.</returns>
    public async Task<bool> RemoveAsync(string id, CancellationToken cancel) => await database.ExecuteAsync("Access/token-remove", new { Id = id }, cancel).ConfigureAwait(false) > 0;

    /// <summary>What is kept of a token; null where it is none, has ended or was revoked. What is none by its form asks no database.</summary>
    public async Task<StoredToken?> OfAsync(string token, CancellationToken cancel)
    {
        if (!IsToken(token))
            return null;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (await database.QueryAsync<TokenRow>("Access/token", new { Sha256 = PasswordHash.Sha256(token), At = now }, cancel).ConfigureAwait(false) is not [var row])
            return null;
        if (row.SeenAt is not { } seen || now - seen >= SeenEvery.TotalMilliseconds)
            await database.ExecuteAsync("Access/token-seen", new { row.Id, At = now }, cancel).ConfigureAwait(false);
        return row.Token();
    }

    /// <summary>Whether a text has the form of a token.</summary>
    public static bool IsToken(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length == Prefix.Length + (2 * (IdBytes + SecretBytes)) + 9 && Checksum(text[..^8]) == text[^8..];

    private static string Checksum(string text) => Crc32.HashToUInt32(Encoding.ASCII.GetBytes(text)).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record TokenRow(string Id, string Name, string Role, string? Streams, string MadeBy, long MadeAt, long? EndsAt, long? SeenAt)
    {
        public StoredToken Token() => new(
            Id, Name, AccessRoles.Of(Role) ?? AccessRole.Viewer, StreamList.Unpack(Streams), MadeBy, DateTimeOffset.FromUnixTimeMilliseconds(MadeAt), Moment(EndsAt), Moment(SeenAt));

        private static DateTimeOffset? Moment(long? at) => at is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment) : null;
    }
}
