namespace Akka.Streams;

/// <summary>More elements than a limit allows.</summary>
public class StreamLimitReachedException : Exception
{
    public StreamLimitReachedException(long max) : base($"Limit of {max} reached")
    {
    }
}
