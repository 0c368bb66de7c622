namespace DeepAvFusion.Monitoring;

/// <summary>Whether a fault is set: after its level was bad for so long, until it was good for so long. Between bad and good nothing changes. Not thread-safe.</summary>
internal sealed class FaultLatch(TimeSpan setAfter, TimeSpan clearAfter)
{
    private TimeSpan _bad;
    private TimeSpan _good;

    public bool IsSet { get; private set; }

    /// <summary>Takes what the next stretch of media was like.</summary>
    /// <returns>True when that set or cleared it.</returns>
    public bool Take(bool isBad, bool isGood, TimeSpan length)
    {
        _bad = isBad ? _bad + length : TimeSpan.Zero;
        _good = isGood ? _good + length : TimeSpan.Zero;
        var now = IsSet ? !(isGood && _good >= clearAfter) : isBad && _bad >= setAfter;
        var changed = now != IsSet;
        IsSet = now;
        return changed;
    }

    public void Reset() => (_bad, _good, IsSet) = (TimeSpan.Zero, TimeSpan.Zero, false);
}
