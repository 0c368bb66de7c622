namespace DeepAvFusion.Core.Results;

/// <summary>Everything one window told: the element that goes to every sink. Managed and immutable, so nobody has to dispose it.</summary>
public sealed record AvAnalysis
{
    public required StreamId Stream { get; init; }

    public required RunId Run { get; init; }

    /// <summary>Index of the window within the run.</summary>
    public required long Window { get; init; }

    public required MediaTime Start { get; init; }

    public required MediaTime End { get; init; }

    public MediaTime Centre => new((Start.FromStart + End.FromStart) / 2);

    /// <summary>True for the record that closes a run: only the remaining events and audio, no window of its own.</summary>
    public bool IsClosing { get; init; }

    /// <summary>Wall time of the window's last sample.</summary>
    public required DateTimeOffset CapturedAt { get; init; }

    /// <summary>Wall time at which this result was complete.</summary>
    public required DateTimeOffset AnalysedAt { get; init; }

    /// <summary>From the capture of the last sample to this result.</summary>
    public TimeSpan Age => AnalysedAt - CapturedAt;

    public required ModelIdentity Model { get; init; }

    public required bool HasPicture { get; init; }

    /// <summary>When its picture was taken, on the stream's clock: outside the window where pictures are rare. Null without one.</summary>
    public MediaTime? PictureTime { get; init; }

    public required bool HasSound { get; init; }

    public required SoundLevel Level { get; init; }

    /// <summary>The best labels, highest score first.</summary>
    public required IReadOnlyList<LabelScore> Labels { get; init; }

    /// <summary>Events that began, went on or ended with this window.</summary>
    public required IReadOnlyList<AvEvent> Events { get; init; }

    public required IReadOnlyList<SoundingRegion> Regions { get; init; }

    /// <summary>Null without a picture.</summary>
    public required SoundingMap? Map { get; init; }

    /// <summary>Pieces of continuous sound that became final with this window.</summary>
    public required IReadOnlyList<TrackChunk> Audio { get; init; }

    public required StageTimes Times { get; init; }

    /// <summary>What the window is like as a whole, of length one: the product of two says how alike they are. Null where the model does not tell.</summary>
    public float[]? Embedding { get; init; }
}
