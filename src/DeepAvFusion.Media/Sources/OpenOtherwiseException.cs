namespace DeepAvFusion.Media.Sources;

/// <summary>The source has to be opened once more in another way: one side does not come and holds up the other, other streams of it are to be read than FFmpeg takes by itself, it gives no
/// timestamps, it has to be searched for longer, it turned out to be a recording, or one side of it begins late.</summary>
internal sealed class OpenOtherwiseException(SourceWay next) : Exception
{
    public SourceWay Next { get; } = next;
}

/// <summary>How a source is read.</summary>
/// <param name="Sides">Which sides are asked for.</param>
/// <param name="Chosen">The streams; null for the first of each.</param>
/// <param name="IsRecording">It lies on a web server as a whole and waits for its reader, as a file does.</param>
/// <param name="ByArrival">It gives no timestamps: the time of arrival is taken.</param>
/// <param name="Search">How much media is searched for streams before the first is read; zero for the usual.</param>
internal sealed record SourceWay(SourceSides Sides, ChosenStreams? Chosen, bool IsRecording, bool ByArrival, TimeSpan Search)
{
    /// <summary>So much earlier reading starts than what is missing, as timestamps are rounded.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);

    /// <summary>Which sides anybody wants, whatever the source has.</summary>
    public required SourceSides Wanted { get; init; }

    /// <summary>Its pictures come out of FFmpeg apart from its sound, so that neither waits for the other to begin. Not for recordings, whose sides have to come in order.</summary>
    public bool IsApart { get; init; }

    /// <summary>Its packets cannot be kept as they come: its codecs have no name in the container in which they come out of FFmpeg.</summary>
    public bool IsNotKept { get; init; }

    /// <summary>It is read alone, in one side, to learn where that begins.</summary>
    public bool IsLooking { get; init; }

    /// <summary>Timestamp at which the other side of a recording begins: until then this one is read alone, and from there both.</summary>
    public TimeSpan? OtherFrom { get; init; }

    /// <summary>How far after its beginning reading starts.</summary>
    public TimeSpan Seek { get; init; }

    /// <summary>What is left of a recording that is read in stretches, the one that is read first; empty where it is read as a whole.</summary>
    public IReadOnlyList<TransportStretch> Stretches { get; init; } = [];

    /// <summary>What was read of the recording before; null at its beginning.</summary>
    public SourceStretch? After { get; init; }

    /// <summary>How to go on when the other side begins.</summary>
    /// <param name="after">How long after the beginning that is.</param>
    public SourceWay WithOther(SourceStretch before, TimeSpan after) =>
        this with { Sides = Wanted, OtherFrom = null, Seek = after > Margin ? after - Margin : TimeSpan.Zero, After = before };

    /// <summary>How to read a recording whose late side has been found.</summary>
    /// <param name="from">Timestamp of its first frame.</param>
    public SourceWay Without(TimeSpan from) => this with { IsLooking = false, Sides = Wanted & ~Sides, OtherFrom = from };

    /// <summary>How to read the next stretch of the file; null at its end.</summary>
    /// <param name="before">Null where nothing was read yet.</param>
    public SourceWay? Next(SourceStretch? before) =>
        Stretches.Count < 2 ? null : First(Wanted) with { IsRecording = IsRecording, Stretches = [.. Stretches.Skip(1)], After = before };

    /// <summary>FFmpeg gives up on a source of two sides when one of them does not begin or cannot be decoded: then they are read apart where that can be, else the other is tried alone, and of a
    /// recording it is looked where the one that is late begins.</summary>
    public SourceWay? OneSided(FfmpegLog log, bool isFile, bool canPart) => Sides switch
    {
        SourceSides.Both when canPart && !IsApart && !log.IsTooLarge => this with { IsApart = true },
        _ when IsLooking => this with { IsLooking = false, Sides = Wanted & ~Sides },
        SourceSides.Both when log.PiledUp is { } flowing && isFile && Seek == TimeSpan.Zero && !log.IsTooLarge =>
            this with { Sides = log.IsSoundOutput(flowing) ? SourceSides.Picture : SourceSides.Sound, IsLooking = true },
        SourceSides.Both when log.PiledUp is { } flowing && log.IsSoundOutput(flowing) => this with { Sides = SourceSides.Sound },
        SourceSides.Both => this with { Sides = SourceSides.Picture },
        SourceSides.Picture => this with { Sides = SourceSides.Sound },
        _ => null,
    };

    public static SourceWay First(SourceSides wanted) => new(wanted, null, false, false, TimeSpan.Zero) { Wanted = wanted };
}
