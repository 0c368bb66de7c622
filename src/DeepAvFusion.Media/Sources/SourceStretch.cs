using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>What was read of a recording before, and what the next stretch of it goes on with.</summary>
internal sealed record SourceStretch(SourceClock Clock, SourceTally Tally, SourceRemarks Remarks)
{
    /// <summary>How far each part was delivered.</summary>
    public required IReadOnlyList<MediaTime?> Ends { get; init; }

    /// <summary>Size of the pictures and of the previews, which stays; null where there were none.</summary>
    public required (int Width, int Height)? Picture { get; init; }

    /// <inheritdoc cref="Picture"/>
    public required (int Width, int Height)? Preview { get; init; }

    /// <summary>Whether a frame was delivered before.</summary>
    public bool Has(SourcePart part, AvFrame frame) => (frame as SoundFrame)?.End <= Ends[(int)part] || (frame is not SoundFrame && frame.Time <= Ends[(int)part]);
}
