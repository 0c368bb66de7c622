namespace Akka.TestKit;

/// <summary>Opens when it was counted down.</summary>
public class TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
{
    private readonly CountdownEvent _countdown = new(count);

    public TestLatch() : this(1) { }

    public TestLatch(int count) : this(count, TimeSpan.FromSeconds(5)) { }

    public TestLatch(int count, TimeSpan defaultTimeout) : this(static time => time, defaultTimeout, count) { }

    public bool IsOpen => _countdown.IsSet;

    public void CountDown() => _countdown.Signal();

    public void Open()
    {
        while (!_countdown.IsSet)
            CountDown();
    }

    public void Reset() => _countdown.Reset();

    /// <exception cref="TimeoutException">It did not open in time.</exception>
    public void Ready() => Ready(defaultTimeout);

    public void Ready(TimeSpan timeout)
    {
        if (timeout == TimeSpan.MaxValue)
            throw new ArgumentException("The timeout must be finite.", nameof(timeout));
        if (!_countdown.Wait(dilate(timeout)))
            throw new TimeoutException($"Timeout of {timeout}");
    }
}
