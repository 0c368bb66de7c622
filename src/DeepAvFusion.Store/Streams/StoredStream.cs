using DeepAvFusion.Core;

namespace DeepAvFusion.Store.Streams;

/// <summary>A stream that was added while the program ran, and is to be there after a restart.</summary>
/// <param name="Live">As asked for; null lets the source tell.</param>
public sealed record StoredStream(StreamId Stream, string? Uri, bool? Live, string? Picture = null, string? Sound = null, TimeSpan? SoundOffset = null);
