using System.Security.Claims;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Access;
using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Server.Access;

/// <summary>Who asks, and what for.</summary>
/// <param name="Streams">The streams that may be seen; null for all.</param>
internal sealed record Caller(string Name, AccessRole Role, IReadOnlyList<string>? Streams, CallerKind Kind)
{
    /// <summary>Whoever asks where there is no door.</summary>
    public static Caller Anybody { get; } = new("anybody", AccessRole.Admin, null, CallerKind.Anybody);

    /// <summary>The caller of a request that was let in.</summary>
    public static Caller Of(HttpContext context) => OfOrNull(context) ?? throw new InvalidOperationException("Nobody was asked who he is.");

    public static Caller? OfOrNull(HttpContext context) => (context.User.Identity as CallerIdentity)?.Caller;

    public bool MaySee(string? stream) => Streams is null || (stream is not null && Streams.Contains(stream, StringComparer.Ordinal));

    public bool MaySee(StreamId stream) => MaySee(stream.Value);

    /// <summary>The part of what was asked for that the caller may see; what was not narrowed down is all that may be seen.</summary>
    /// <returns>Null for nothing.</returns>
    public IReadOnlyList<string>? Narrow(IReadOnlyList<string> asked)
    {
        if (Streams is null)
            return asked;
        IReadOnlyList<string> seen = asked.Count == 0 ? Streams : [.. asked.Where(MaySee)];
        return seen.Count > 0 ? seen : null;
    }
}

/// <summary>How somebody came in.</summary>
internal enum CallerKind
{
    /// <summary>Without being asked: nothing is set up, and only this machine can ask.</summary>
    Anybody,

    /// <summary>By a name and a password, on the page.</summary>
    Session,

    /// <summary>By a token in a cookie.</summary>
    Cookie,

    /// <summary>By a token that no browser sends by itself.</summary>
    Bearer,
}

/// <summary>A caller as ASP.NET carries it.</summary>
internal sealed class CallerIdentity(Caller caller) : ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name)], "deepav")
{
    public Caller Caller { get; } = caller;
}
