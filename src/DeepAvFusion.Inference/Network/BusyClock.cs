using System.Diagnostics;

namespace DeepAvFusion.Inference.Network;

/// <summary>Adds up laps. Not thread-safe.</summary>
internal sealed class BusyClock
{
    private long _ticks;

    public TimeSpan Busy => Stopwatch.GetElapsedTime(0, _ticks);

    /// <summary>A lap that ends when it is disposed.</summary>
    public Lap Start() => new(this);

    internal readonly struct Lap(BusyClock clock) : IDisposable
    {
        private readonly long _since = Stopwatch.GetTimestamp();

        public void Dispose() => clock._ticks += Stopwatch.GetTimestamp() - _since;
    }
}
