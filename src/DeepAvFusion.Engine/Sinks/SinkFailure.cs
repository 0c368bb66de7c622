using DeepAvFusion.Core;

namespace DeepAvFusion.Engine.Sinks;

/// <summary>A sink that cannot write a stream's results at present.</summary>
/// <param name="Line">Cause and remedy.</param>
public sealed record SinkFailure(string Sink, StreamId Stream, string Line, DateTimeOffset Since);
