namespace NAudio.Utils;

/// <summary>A ring of bytes. Safe for several threads.</summary>
public class CircularBuffer
{
    private readonly Lock _lock = new();
    private readonly byte[] _bytes;
    private int _start;
    private int _count;

    public CircularBuffer(int size) => _bytes = new byte[size];

    public int MaxLength => _bytes.Length;

    public int Count
    {
        get
        {
            lock (_lock) return _count;
        }
    }

    /// <returns>bytes taken: fewer than given where there is no room</returns>
    public int Write(byte[] data, int offset, int count)
    {
        lock (_lock)
        {
            var taken = Math.Min(count, _bytes.Length - _count);
            var end = (_start + _count) % Math.Max(1, _bytes.Length);
            var first = Math.Min(taken, _bytes.Length - end);
            Array.Copy(data, offset, _bytes, end, first);
            Array.Copy(data, offset + first, _bytes, 0, taken - first);
            _count += taken;
            return taken;
        }
    }

    /// <returns>bytes given: fewer than asked for where there are no more</returns>
    public int Read(byte[] data, int offset, int count)
    {
        lock (_lock)
        {
            var given = Math.Min(count, _count);
            var first = Math.Min(given, _bytes.Length - _start);
            Array.Copy(_bytes, _start, data, offset, first);
            Array.Copy(_bytes, 0, data, offset + first, given - first);
            Forget(given);
            return given;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => Advance(int.MaxValue);

    /// <summary>Forgets the oldest bytes.</summary>
    public void Advance(int count)
    {
        lock (_lock) Forget(Math.Min(count, _count));
    }

    private void Forget(int count)
    {
        _count -= count;
        _start = _count == 0 ? 0 : (_start + count) % _bytes.Length;
    }
}
