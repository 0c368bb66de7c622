using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Access;

/// <summary>Finds out who asks: by a session, a token of the store, the token of the settings, or a token of an issuer. Thread-safe.</summary>
internal sealed class Callers(ServerSettings settings, AccessDoor door, GuessBrake brake, TimeProvider time, IServiceProvider services)
{
    public const string TokenCookie = "davf-token";
    public const string SessionCookie = "davf-session";

    private const int MostKnown = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    // so long somebody who was known stays so while the store cannot be read
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(10);

    private readonly UserTable? _users = services.GetService<UserTable>();
    private readonly TokenTable? _tokens = services.GetService<TokenTable>();
    private readonly byte[]? _shared = settings.Token is { } token ? Hash(token) : null;
    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Users, tokens or sessions changed: everybody is looked up anew.</summary>
    public void Changed()
    {
        _known.Clear();
        door.Changed();
    }

    public async Task<Identified> IdentifyAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        switch (await door.IsOpenAsync(cancel).ConfigureAwait(false))
        {
            case true:
                return new Identified(Caller.Anybody, Unknown.None);
            case null:
                return new Identified(null, Unknown.StoreAway);
        }
        var (bearer, cookie, session) = (Bearer(context), context.Request.Cookies[TokenCookie] ?? "", context.Request.Cookies[SessionCookie] ?? "");
        if (bearer.Length + cookie.Length + session.Length == 0)
            return new Identified(null, Unknown.NothingGiven);
        var address = context.Connection.RemoteIpAddress;
        if (!brake.MayTry(address))
            return new Identified(null, Unknown.TooManyGuesses);
        try
        {
            var caller = bearer.Length > 0 ? await OfBearerAsync(context, bearer, cancel).ConfigureAwait(false)
                : await OfTokenAsync(cookie, CallerKind.Cookie, cancel).ConfigureAwait(false) ?? await OfSessionAsync(session, cancel).ConfigureAwait(false);
            if (caller is not null)
                return new Identified(caller, Unknown.None);
        }
        catch (UserErrorException)
        {
            return new Identified(null, Unknown.StoreAway);
        }
        brake.WasWrong(address, Hash(string.Join('\n', bearer, cookie, session)));
        return new Identified(null, Unknown.Wrong);
    }

    /// <summary>Whose a token is; null for nobody's.</summary>
    /// <exception cref="UserErrorException">The store cannot be read.</exception>
    public async Task<Caller?> OfTokenAsync(string token, CallerKind kind, CancellationToken cancel)
    {
        if (token.Length == 0)
            return null;
        if (_shared is not null && CryptographicOperations.FixedTimeEquals(Hash(token), _shared))
            return new Caller("token", AccessRole.Admin, null, kind);
        if (_tokens is null || !TokenTable.IsToken(token))
            return null;
        return await KnownAsync(token, async () => await _tokens.OfAsync(token, cancel).ConfigureAwait(false) is { } stored
            ? (new Caller(stored.Name, stored.Role, stored.Streams, kind), stored.EndsAt ?? DateTimeOffset.MaxValue) : null).ConfigureAwait(false) is { } caller ? caller with { Kind = kind } : null;
    }

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private async Task<Caller?> OfBearerAsync(HttpContext context, string bearer, CancellationToken cancel)
    {
        if (await OfTokenAsync(bearer, CallerKind.Bearer, cancel).ConfigureAwait(false) is { } caller)
            return caller;
        if (settings.Oidc is null || bearer.Count(c => c == '.') != 2)
            return null;
        var told = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme).ConfigureAwait(false);
        return (told.Principal?.Identity as CallerIdentity)?.Caller;
    }

    private async Task<Caller?> OfSessionAsync(string secret, CancellationToken cancel) => secret.Length == 0 || _users is null ? null
        : await KnownAsync(secret, async () => await _users.OfSessionAsync(secret, cancel).ConfigureAwait(false) is { } session
            ? (new Caller(session.User.Name, session.User.Role, session.User.Streams, CallerKind.Session), session.EndsAt) : null).ConfigureAwait(false);

    /// <summary>Looks in the store now and then, and while it cannot be read believes what it said.</summary>
    private async Task<Caller?> KnownAsync(string secret, Func<Task<(Caller Caller, DateTimeOffset EndsAt)?>> look)
    {
        var key = PasswordHash.Sha256(secret);
        if (_known.TryGetValue(key, out var known) && known.EndsAt <= time.GetUtcNow())
            known = null;
        if (known is not null && time.GetElapsedTime(known.At) < Fresh)
            return known.Caller;
        try
        {
            if (await look().ConfigureAwait(false) is not { } found)
            {
                _known.TryRemove(key, out _);
                return null;
            }
            if (_known.Count >= MostKnown)
                _known.Clear();
            _known[key] = new Known(found.Caller, found.EndsAt, time.GetTimestamp());
            return found.Caller;
        }
        catch (UserErrorException) when (known is not null && time.GetElapsedTime(known.At) < Stale)
        {
            return known.Caller;
        }
    }

    private static string Bearer(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : "";

    private sealed record Known(Caller Caller, DateTimeOffset EndsAt, long At);
}

/// <summary>Who asks, or why that is not known.</summary>
internal sealed record Identified(Caller? Caller, Unknown Why);

/// <summary>Why it is not known who asks.</summary>
internal enum Unknown
{
    None,
    NothingGiven,
    Wrong,
    TooManyGuesses,
    StoreAway,
}
