namespace Prometheus;

/// <summary>A number that many threads change without a lock.</summary>
internal struct AtomicDouble
{
    private long _bits;

    public double Value
    {
        readonly get => BitConverter.Int64BitsToDouble(Volatile.Read(in _bits));
        set => Volatile.Write(ref _bits, BitConverter.DoubleToInt64Bits(value));
    }

    public void Add(double increment)
    {
        while (true)
        {
            var old = Volatile.Read(ref _bits);
            if (TryReplace(old, BitConverter.Int64BitsToDouble(old) + increment)) return;
        }
    }

    /// <summary>Sets the value unless it is that high already.</summary>
    public void RaiseTo(double target)
    {
        while (true)
        {
            var old = Volatile.Read(ref _bits);
            if (BitConverter.Int64BitsToDouble(old) >= target || TryReplace(old, target)) return;
        }
    }

    /// <summary>Sets the value unless it is that low already.</summary>
    public void LowerTo(double target)
    {
        while (true)
        {
            var old = Volatile.Read(ref _bits);
            if (BitConverter.Int64BitsToDouble(old) <= target || TryReplace(old, target)) return;
        }
    }

    private bool TryReplace(long old, double value) => Interlocked.CompareExchange(ref _bits, BitConverter.DoubleToInt64Bits(value), old) == old;
}
