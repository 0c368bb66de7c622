namespace Akka.Util.Internal;

public class AtomicCounter(int initialValue)
{
    private int _value = initialValue;

    public AtomicCounter() : this(-1) { }

    public int Current => Volatile.Read(ref _value);

    /// <summary>Adds one and gives the new value.</summary>
    public int Next() => Interlocked.Increment(ref _value);

    public int IncrementAndGet() => Interlocked.Increment(ref _value);

    public int GetAndIncrement() => Interlocked.Increment(ref _value) - 1;

    public int DecrementAndGet() => Interlocked.Decrement(ref _value);

    public int AddAndGet(int amount) => Interlocked.Add(ref _value, amount);

    public int GetAndAdd(int amount) => Interlocked.Add(ref _value, amount) - amount;

    public int GetAndSet(int value) => Interlocked.Exchange(ref _value, value);

    public bool CompareAndSet(int expected, int newValue) => Interlocked.CompareExchange(ref _value, newValue, expected) == expected;

    public void Reset() => Volatile.Write(ref _value, 0);

    public override string ToString() => Current.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
