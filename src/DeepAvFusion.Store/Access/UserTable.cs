using System.Security.Cryptography;
using System.Text.RegularExpressions;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Store.Access;

/// <summary>Users and their sessions. Every member throws <see cref="UserErrorException"/> where the database cannot be used.</summary>
public sealed partial class UserTable(StoreDatabase database, TimeProvider time)
{
    /// <summary>Wrong passwords in a row after which a user is locked.</summary>
    public const int MostFailures = 10;

    private const int SecretBytes = 32;

    /// <summary>How long a user is locked.</summary>
    public static TimeSpan LockedFor { get; } = TimeSpan.FromMinutes(15);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>In the order of their names.</summary>
    public async Task<IReadOnlyList<StoredUser>> AllAsync(CancellationToken cancel) =>
        [.. (await database.QueryAsync<UserRow>("Access/users", null, cancel).ConfigureAwait(false)).Select(UserOf)];

    /// <summary>Whether there is any user.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel) => (await database.QueryAsync<long>("Access/user-any", null, cancel).ConfigureAwait(false)).Count > 0;

    /// <returns>Null where there is none of that name.</returns>
    public async Task<StoredUser?> FindAsync(string name, CancellationToken cancel) => await RowAsync(name, cancel).ConfigureAwait(false) is { } row ? UserOf(row) : null;

    /// <exception cref="UserErrorException">The name is taken or none, the password too short, or the first user no admin.</exception>
    public async Task AddAsync(string name, string password, AccessRole role, IReadOnlyList<string>? streams, CancellationToken cancel)
    {
        if (!NameForm().IsMatch(name))
            throw new UserErrorException($"'{name}' cannot be a user's name: 1 to 63 of a-z, 0-9, '.', '-', '_' and '@', starting with a letter or digit.");
        StreamList.Check(streams);
        if ((role != AccessRole.Admin || streams is not null) && !await AnyAsync(cancel).ConfigureAwait(false))
            throw new UserErrorException("The first user must be an admin of all streams: with a user there is a door, and somebody must have its key.");
        var added = await database.ExecuteAsync("Access/user-add", new { Name = name, Password = PasswordHash.Make(password), Role = role.Text(), Streams = StreamList.Pack(streams), At = Now }, cancel).ConfigureAwait(false);
        if (added == 0)
            throw new UserErrorException($"There is a user '{name}' already.");
    }

    /// <returns>False where there is none of that name.</returns>
    /// <exception cref="UserErrorException">It is the last admin.</exception>
    public async Task<bool> ChangeAsync(string name, AccessRole role, IReadOnlyList<string>? streams, CancellationToken cancel)
    {
        StreamList.Check(streams);
        if (await FindAsync(name, cancel).ConfigureAwait(false) is null)
            return false;
        var parameters = new { Name = name, Role = role.Text(), Streams = StreamList.Pack(streams), StaysAdmin = role == AccessRole.Admin && streams is null ? 1L : 0L };
        if (await database.ExecuteAsync("Access/user-change", parameters, cancel).ConfigureAwait(false) == 0)
            throw LastAdmin(name);
        return true;
    }

    /// <summary>Sets another password, ends the user's sessions and unlocks.</summary>
    /// <returns>False where there is none of that name.</returns>
    public async Task<bool> SetPasswordAsync(string name, string password, CancellationToken cancel)
    {
        var changed = await database.ExecuteAsync("Access/user-password", new { Name = name, Password = PasswordHash.Make(password) }, cancel).ConfigureAwait(false) > 0;
        await database.ExecuteAsync("Access/session-end-all", new { Name = name }, cancel).ConfigureAwait(false);
        return changed;
    }

    /// <param name="evenTheLast">The very last user may go, too.</param>
    /// <returns>False where there is none of that name.</returns>
    /// <exception cref="UserErrorException">It is the last admin.</exception>
    public async Task<bool> RemoveAsync(string name, bool evenTheLast, CancellationToken cancel)
    {
        if (await FindAsync(name, cancel).ConfigureAwait(false) is null)
            return false;
        await database.ExecuteAsync("Access/session-end-all", new { Name = name }, cancel).ConfigureAwait(false);
        if (await database.ExecuteAsync("Access/user-remove", new { Name = name, EvenTheLast = evenTheLast ? 1L : 0L }, cancel).ConfigureAwait(false) == 0)
            throw LastAdmin(name);
        return true;
    }

    /// <summary>Begins a session; it is as slow for a name that is not there as for a wrong password.</summary>
    /// <returns>The session's secret and the user, or null where name or password is wrong or the user is locked.</returns>
    public async Task<(string Secret, StoredUser User)?> SignInAsync(string name, string password, TimeSpan lasting, CancellationToken cancel)
    {
        var row = await RowAsync(name, cancel).ConfigureAwait(false);
        var isRight = PasswordHash.Matches(password, row?.Password);
        if (row is null || row.LockedUntil > Now)
            return null;
        if (!isRight)
        {
            var until = time.GetUtcNow() + LockedFor;
            await database.ExecuteAsync("Access/user-failed", new { Name = name, Most = (long)MostFailures, Until = until.ToUnixTimeMilliseconds() }, cancel).ConfigureAwait(false);
            return null;
        }
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        await database.ExecuteAsync("Access/session-forget", new { At = Now }, cancel).ConfigureAwait(false);
        await database.ExecuteAsync("Access/session-add", new { Sha256 = PasswordHash.Sha256(secret), Name = name, EndsAt = (time.GetUtcNow() + lasting).ToUnixTimeMilliseconds() }, cancel).ConfigureAwait(false);
        await database.ExecuteAsync("Access/user-seen", new { Name = name, At = Now }, cancel).ConfigureAwait(false);
        return (secret, UserOf(row));
    }

    /// <summary>Who a session is of, and when it ends; null where there is no such session.</summary>
    public async Task<(StoredUser User, DateTimeOffset EndsAt)?> OfSessionAsync(string secret, CancellationToken cancel)
    {
        var found = await database.QueryAsync<SessionRow>("Access/session", new { Sha256 = PasswordHash.Sha256(secret), At = Now }, cancel).ConfigureAwait(false);
        return found is [var session] && await FindAsync(session.Name, cancel).ConfigureAwait(false) is { } user ? (user, DateTimeOffset.FromUnixTimeMilliseconds(session.EndsAt)) : null;
    }

    public Task SignOutAsync(string secret, CancellationToken cancel) => database.ExecuteAsync("Access/session-end", new { Sha256 = PasswordHash.Sha256(secret) }, cancel);

    private async Task<UserRow?> RowAsync(string name, CancellationToken cancel) =>
        NameForm().IsMatch(name) && await database.QueryAsync<UserRow>("Access/user", new { Name = name }, cancel).ConfigureAwait(false) is [var row] ? row : null;

    private StoredUser UserOf(UserRow row) => new(
        row.Name, AccessRoles.Of(row.Role) ?? AccessRole.Viewer, StreamList.Unpack(row.Streams), row.LockedUntil > Now, DateTimeOffset.FromUnixTimeMilliseconds(row.AddedAt),
        row.SeenAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);

    private static UserErrorException LastAdmin(string name) => new($"'{name}' is the last admin of all streams, without whom nobody could let anybody in: make another one first.");

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._@-]{0,62}\z", RegexOptions.NonBacktracking)]
    private static partial Regex NameForm();

    private sealed record UserRow(string Name, string Password, string Role, string? Streams, long LockedUntil, long AddedAt, long? SeenAt);

    private sealed record SessionRow(string Name, long EndsAt);
}
