using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>Whether what comes out of a live source is still what it sends: notices a side that joins later and one whose codec has changed.</summary>
internal sealed class SourceDecoding(FfmpegLog log, SourceSides wanted)
{
    private const int LeastFailures = 5;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan GoodWhile = TimeSpan.FromSeconds(10);

    private readonly long[] _delivered = new long[Enum.GetValues<SourcePart>().Length];
    private readonly long[] _deliveredBefore = new long[Enum.GetValues<SourcePart>().Length];
    private readonly long[] _failedBefore = new long[Enum.GetValues<SourcePart>().Length];
    private readonly int[] _bad = new int[Enum.GetValues<SourcePart>().Length];
    private readonly UndecodedStretch _picture = new();
    private readonly UndecodedStretch _sound = new();
    private readonly HashSet<string> _told = [];
    private long _complaints;
    private long _since;

    /// <summary>FFmpeg has complained about what came since the last frame.</summary>
    public bool Complains => log.Complaints - Interlocked.Read(ref _complaints) >= LeastFailures;

    /// <summary>A frame came out. Called by the reader.</summary>
    public void Delivered(SourcePart part, ChosenStreams chosen, MediaTime at)
    {
        if (part == SourcePart.Picture)
            _picture.Add(log.FailuresOf(chosen.Picture?.Index), at);
        else if (part == SourcePart.Sound)
            _sound.Add(log.FailuresOf(chosen.Sound?.Index), at);
        Interlocked.Increment(ref _delivered[(int)part]);
        Interlocked.Exchange(ref _complaints, log.Complaints);
    }

    /// <summary>What of a recording was there and could not be read, in one line; null where that is nothing. When all has been read.</summary>
    public string? Unread(ChosenStreams chosen)
    {
        var undecoded = new[] { _picture.Told("picture", log.FailuresOf(chosen.Picture?.Index)), _sound.Told("sound", log.FailuresOf(chosen.Sound?.Index)) }.OfType<string>().ToList();
        var joined = new[] { IsUnread(log.Joined.Picture, SourceSides.Picture, chosen.Picture) ? "picture" : null, IsUnread(log.Joined.Sound, SourceSides.Sound, chosen.Sound) ? "sound" : null }.OfType<string>().ToList();
        var told = new[]
        {
            undecoded.Count == 0 ? null : $"{string.Join(" and ", undecoded)} could not be decoded, perhaps because a codec changes there",
            joined.Count == 0 ? null : $"its {string.Join(" and its ", joined)} joins later and was not read",
        }.OfType<string>().ToList();
        return told.Count == 0 ? null : $"{string.Join(", and ", told)}; such changes are followed in MPEG-TS only, from disk or from a web server that sends byte ranges";
    }

    private bool IsUnread(bool hasJoined, SourceSides side, InputStream? chosen) => hasJoined && chosen is null && wanted.HasFlag(side);

    /// <summary>Why the source has to be opened anew; null while it need not be. Each reason is told once. Called by the watch.</summary>
    /// <param name="at">How far the run has come.</param>
    public SourceChange? Changed(TimeProvider time, SourceArrivals arrivals, MediaFormat format, ChosenStreams? chosen, TimeSpan at)
    {
        if (log.Joined.Sound && wanted.HasFlag(SourceSides.Sound) && (!format.HasSound || arrivals.Silence(SourcePart.Sound) > Interval) && Tell("its sound has begun", SourcePart.Sound, at) is { } sound)
            return sound;
        if (log.Joined.Picture && wanted.HasFlag(SourceSides.Picture) && (!format.HasPicture || arrivals.Silence(SourcePart.Picture) > Interval) && Tell("its picture has begun", SourcePart.Picture, at) is { } picture)
            return picture;
        if (time.GetElapsedTime(_since) < Interval)
            return null;
        _since = time.GetTimestamp();
        var (badPicture, badSound) = (IsUndecodable(SourcePart.Picture, chosen?.Picture), IsUndecodable(SourcePart.Sound, chosen?.Sound));
        return (badPicture ? Tell("its picture cannot be decoded any more, perhaps because its codec has changed", null, at) : null)
            ?? (badSound ? Tell("its sound cannot be decoded any more, perhaps because its codec has changed", null, at) : null);
    }

    private SourceChange? Tell(string reason, SourcePart? joining, TimeSpan at) => !_told.Add(reason) ? null : new SourceChange(reason, joining)
    {
        Start = log.Start,
        At = at,
        HasGained = at > GoodWhile || (joining is { } part && Interlocked.Read(ref _delivered[(int)part]) > 0),
    };

    /// <summary>Twice in a row more of a side failed than came out.</summary>
    private bool IsUndecodable(SourcePart part, InputStream? stream)
    {
        var (delivered, failed) = (Interlocked.Read(ref _delivered[(int)part]), log.FailuresOf(stream?.Index));
        var (came, lost) = (delivered - _deliveredBefore[(int)part], failed - _failedBefore[(int)part]);
        (_deliveredBefore[(int)part], _failedBefore[(int)part]) = (delivered, failed);
        _bad[(int)part] = delivered > 0 && lost >= LeastFailures && lost > came ? _bad[(int)part] + 1 : 0;
        return _bad[(int)part] >= 2;
    }
}
