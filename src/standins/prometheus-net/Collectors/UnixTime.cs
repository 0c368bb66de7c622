namespace Prometheus;

/// <summary>Seconds since 1970.</summary>
internal static class UnixTime
{
    public static double Seconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;
}
