namespace DeepAvFusion.Core;

/// <summary>Why something was lost; the closed set behind the `reason` label of every loss counter.</summary>
public enum LossReason
{
    /// <summary>A newer element of the same live stream took its place in a full queue.</summary>
    Stale,

    /// <summary>The consumer was slower than the producer and its queue was full.</summary>
    Overflow,

    /// <summary>The element could not be decoded or was not plausible.</summary>
    Corrupt,

    /// <summary>The step that handled it failed.</summary>
    Failed,

    /// <summary>The stream stopped before it was handled.</summary>
    Stopped,
}
