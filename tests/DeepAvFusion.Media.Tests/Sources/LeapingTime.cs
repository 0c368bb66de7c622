namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>The machine's time, which leaps ahead when told, as after a machine was suspended.</summary>
internal sealed class LeapingTime : TimeProvider
{
    private long _ahead;

    public void Leap(TimeSpan span) => Interlocked.Add(ref _ahead, span.Ticks);

    public override long GetTimestamp() => System.GetTimestamp() + (long)(Interlocked.Read(ref _ahead) * (System.TimestampFrequency / (double)TimeSpan.TicksPerSecond));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));
}
