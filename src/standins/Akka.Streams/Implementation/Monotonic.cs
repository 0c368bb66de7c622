using System.Diagnostics;

namespace Akka.Streams.Implementation;

/// <summary>A clock that never goes back.</summary>
internal static class Monotonic
{
    private static readonly long Start = Stopwatch.GetTimestamp();

    public static TimeSpan Now => Stopwatch.GetElapsedTime(Start);
}
