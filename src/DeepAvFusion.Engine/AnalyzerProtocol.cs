using DeepAvFusion.Core;
using DeepAvFusion.Engine.Streams;

namespace DeepAvFusion.Engine;

/// <summary>The conversation with the analyzer's top actor; every command has one reply.</summary>
public static class AnalyzerProtocol
{
    /// <summary>Begin to analyse a stream.</summary>
    public sealed record AddStream(StreamSettings Settings);

    /// <summary>Stop a stream and forget it.</summary>
    public sealed record RemoveStream(StreamId Stream);

    /// <summary>Stop every stream, letting out what is inside, then close the sinks.</summary>
    public sealed record DrainAll;

    /// <summary>The command was carried out.</summary>
    public sealed record Done;

    /// <summary>The command was refused; one line that says why and what would be right.</summary>
    public sealed record Refused(string Why);
}
