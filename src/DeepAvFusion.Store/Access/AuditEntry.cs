namespace DeepAvFusion.Store.Access;

/// <summary>Something that somebody did, or was refused.</summary>
/// <param name="Origin">Where it came from: an address, or the command line.</param>
/// <param name="Action">What was asked for, such as `DELETE /api/streams/{name}` or `sign in`.</param>
/// <param name="Target">What it was done to, such as a stream; may be empty.</param>
/// <param name="Result">What became of it, such as `204`.</param>
public sealed record AuditEntry(long Id, DateTimeOffset At, string Who, string Origin, string Action, string Target, string Result);
