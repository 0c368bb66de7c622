namespace DeepAvFusion.Store.Access;

/// <summary>What a program signs in with. The token itself is not kept.</summary>
/// <param name="Id">The part of the token that may be shown.</param>
/// <param name="Streams">The streams that may be seen; null for all.</param>
/// <param name="EndsAt">From when on it is not taken any more; null for never.</param>
/// <param name="SeenAt">When it was used last, to a minute; null for never.</param>
public sealed record StoredToken(string Id, string Name, AccessRole Role, IReadOnlyList<string>? Streams, string MadeBy, DateTimeOffset MadeAt, DateTimeOffset? EndsAt, DateTimeOffset? SeenAt);
