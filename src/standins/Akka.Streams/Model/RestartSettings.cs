namespace Akka.Streams;

/// <summary>How a part of a stream is started again: how long it waits and how often it tries.</summary>
public class RestartSettings
{
    private RestartSettings(
        TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxRestarts, TimeSpan maxRestartsWithin)
    {
        MinBackoff = minBackoff;
        MaxBackoff = maxBackoff;
        RandomFactor = randomFactor;
        MaxRestarts = maxRestarts;
        MaxRestartsWithin = maxRestartsWithin;
    }

    /// <summary>The wait before the first restart; it doubles each time.</summary>
    public TimeSpan MinBackoff { get; }

    public TimeSpan MaxBackoff { get; }

    /// <summary>0.2 adds up to 20 % to each wait.</summary>
    public double RandomFactor { get; }

    public int MaxRestarts { get; }

    /// <summary>After running for this long without ending, restarts are counted from 0 again.</summary>
    public TimeSpan MaxRestartsWithin { get; }

    public static RestartSettings Create(TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        new(minBackoff, maxBackoff, randomFactor, int.MaxValue, minBackoff);

    public RestartSettings WithMinBackoff(TimeSpan value) => new(value, MaxBackoff, RandomFactor, MaxRestarts, MaxRestartsWithin);

    public RestartSettings WithMaxBackoff(TimeSpan value) => new(MinBackoff, value, RandomFactor, MaxRestarts, MaxRestartsWithin);

    public RestartSettings WithRandomFactor(double value) => new(MinBackoff, MaxBackoff, value, MaxRestarts, MaxRestartsWithin);

    public RestartSettings WithMaxRestarts(int count, TimeSpan within) => new(MinBackoff, MaxBackoff, RandomFactor, count, within);

    public override string ToString() =>
        $"RestartSettings(minBackoff={MinBackoff}, maxBackoff={MaxBackoff}, randomFactor={RandomFactor},"
        + $" maxRestarts={MaxRestarts}, maxRestartsWithin={MaxRestartsWithin})";
}
