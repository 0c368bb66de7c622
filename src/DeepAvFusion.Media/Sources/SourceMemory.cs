namespace DeepAvFusion.Media.Sources;

/// <summary>What the runs of one stream taught about its source. Many servers begin anew with every connection, so that what joins later joins later each time: such a source is searched for
/// streams as long as it takes, and none is opened twice for the same reason without a gain. Thread-safe.</summary>
public sealed class SourceMemory
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private SourceChange? _last;
    private bool _inVain;

    /// <summary>It has been seen to come no faster than it plays.</summary>
    internal bool IsLive { get; set; }

    /// <summary>How much media is searched for streams before the first is read; zero for the usual.</summary>
    internal TimeSpan Search { get; private set; }

    /// <summary>Whether to open the source anew for a change; false when that has been tried and did not help.</summary>
    internal bool IsToBeOpenedFor(SourceChange change)
    {
        lock (_gate)
        {
            var before = _last;
            _last = change;
            if (before is null || before.Reason != change.Reason)
                return true;
            return change.Repeats(before) ? SearchLonger(change) : change.HasGained;
        }
    }

    /// <summary>Looks at what a newly opened source holds. True when it began as it did before a side joined and has not got that side: then it is to be searched for longer.</summary>
    internal bool IsToBeSearchedLonger(TimeSpan? start, MediaFormat format)
    {
        lock (_gate)
        {
            if (_last is not { Joining: { } part } last)
                return false;
            var beganAnew = last.BeganAt(start);
            var lacks = part == SourcePart.Sound ? !format.HasSound : !format.HasPicture;
            if (Search == TimeSpan.Zero)
                return beganAnew && lacks && SearchLonger(last);
            if (!beganAnew || lacks)
                (Search, _inVain) = (TimeSpan.Zero, lacks);
            return false;
        }
    }

    private bool SearchLonger(SourceChange change)
    {
        if (change.Joining is null || _inVain || Search > TimeSpan.Zero || change.At > Longest)
            return false;
        Search = change.At + Margin;
        return true;
    }
}
