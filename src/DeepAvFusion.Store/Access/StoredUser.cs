namespace DeepAvFusion.Store.Access;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Streams">The streams that may be seen; null for all.</param>
/// <param name="IsLocked">Too many wrong passwords were given.</param>
/// <param name="SeenAt">When the user signed in last; null for never.</param>
public sealed record StoredUser(string Name, AccessRole Role, IReadOnlyList<string>? Streams, bool IsLocked, DateTimeOffset AddedAt, DateTimeOffset? SeenAt);
