using DeepAvFusion.Core;

namespace DeepAvFusion.Engine.Streams;

/// <summary>A clock whose time of day never steps: that of its beginning, and what has passed since.</summary>
internal sealed class SteadyTime(TimeProvider inner) : TimeProvider
{
    private readonly DateTimeOffset _start = inner.GetUtcNow();
    private readonly long _began = inner.GetTimestamp();

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _start + inner.GetElapsedTime(_began);

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);

    /// <summary>A moment of this clock, counted from its beginning.</summary>
    public MediaTime SinceStart(DateTimeOffset moment) => new(moment - _start);

    /// <summary>A moment of this clock as the clock on the wall shows it now.</summary>
    public DateTimeOffset OnTheWall(DateTimeOffset moment) => moment + (inner.GetUtcNow() - GetUtcNow());
}
