namespace DeepAvFusion.Engine.Status;

/// <summary>Where a stream stands.</summary>
public enum StreamState
{
    /// <summary>Known, not started yet.</summary>
    Waiting,

    /// <summary>Its source is being opened.</summary>
    Connecting,

    /// <summary>Pictures or sound arrive.</summary>
    Running,

    /// <summary>The source is away; the next try is set.</summary>
    Reconnecting,

    /// <summary>It failed too often, or cannot work as it is configured; live streams are retried slowly.</summary>
    Faulted,

    /// <summary>The media ended.</summary>
    Ended,

    /// <summary>A recording ended before its end: what came is analysed, the rest is missing.</summary>
    BrokeOff,

    /// <summary>Stopped on request.</summary>
    Stopped,
}
