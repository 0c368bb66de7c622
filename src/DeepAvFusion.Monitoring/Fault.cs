namespace DeepAvFusion.Monitoring;

/// <summary>What monitoring can find wrong with a stream.</summary>
public enum FaultKind
{
    /// <summary>No channel is louder than a level.</summary>
    Silence,

    /// <summary>One channel is silent and another is not.</summary>
    SilentChannel,

    /// <summary>Every sample is zero: not even noise comes.</summary>
    DigitalZero,

    /// <summary>Samples stand at full scale one after the other.</summary>
    Clipping,

    /// <summary>Two channels cancel each other.</summary>
    Phase,

    /// <summary>The true peak is too high.</summary>
    OverLevel,

    /// <summary>Short-term loudness is far from the target.</summary>
    Loudness,

    /// <summary>Loudness over minutes is off the target.</summary>
    LongLoudness,

    /// <summary>The picture is black.</summary>
    Black,

    /// <summary>The picture stands still.</summary>
    Freeze,

    /// <summary>Black and silent at once.</summary>
    BlackAndSilent,

    /// <summary>Frozen and silent at once.</summary>
    FrozenAndSilent,

    /// <summary>Sound and picture arrive so far apart that it is noticed.</summary>
    AvOffset,

    /// <summary>Sound and picture arrive so far apart that it cannot be borne.</summary>
    FarAvOffset,
}

/// <summary>A fault that is there at present.</summary>
/// <param name="Since">When it was set.</param>
/// <param name="Detail">What was measured then, in a few words.</param>
public sealed record Fault(FaultKind Kind, DateTimeOffset Since, string Detail);
