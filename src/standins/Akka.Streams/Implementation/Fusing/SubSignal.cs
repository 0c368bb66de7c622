namespace Akka.Streams.Implementation.Fusing;

/// <summary>What a stage and an inner stream tell each other.</summary>
internal enum SubSignalKind
{
    Next,
    Complete,
    Fail,
    Pull,
    Cancel,
}

/// <summary>One signal between a stage and an inner stream.</summary>
internal sealed record SubSignal<T>(SubSignalKind Kind, T? Element = default, Exception? Cause = null);
