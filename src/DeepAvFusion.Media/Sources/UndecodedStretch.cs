using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>The longest stretch of one side of a source of which nothing could be decoded. For one thread.</summary>
internal sealed class UndecodedStretch
{
    // about a second; single packets are damaged for other reasons
    private const int Least = 25;

    // FFmpeg's complaints come by another way than its frames, which may still be on theirs
    private const int Lag = 12;

    private long _failed;
    private long _stretch;
    private int _decoded;
    private MediaTime _begin;
    private long _longest;
    private long _after;
    private MediaTime _from;
    private MediaTime _last;

    /// <summary>A frame came out.</summary>
    /// <param name="failed">Packets that could not be decoded so far.</param>
    public void Add(long failed, MediaTime frame)
    {
        Look(failed);
        _after++;
        _decoded++;
        _last = frame;
    }

    /// <summary>What is missing when all has been read, in words; null where that is nothing, or little beside what was decoded after it.</summary>
    public string? Told(string side, long failed)
    {
        Look(failed);
        return _longest < Least || _after > _longest / 2 ? null : FormattableString.Invariant($"{_longest} packets of its {side} from {_from.Seconds:0.0} s on");
    }

    private void Look(long failed)
    {
        var more = failed - _failed;
        if (more == 0)
            return;
        if (_decoded > Lag)
            (_stretch, _begin) = (0, _last);
        (_failed, _stretch, _decoded) = (failed, _stretch + more, 0);
        if (_stretch > _longest)
            (_longest, _from, _after) = (_stretch, _begin, 0);
    }
}
