namespace Akka.Streams;

/// <summary>Tells the last thing that happened at a point of a stream.</summary>
public interface IFlowMonitor
{
    FlowMonitor.IStreamState State { get; }
}

/// <summary>The states a monitor tells.</summary>
public static class FlowMonitor
{
    /// <summary>What happened last.</summary>
    public interface IStreamState;

    /// <summary>Nothing yet.</summary>
    public class Initialized : IStreamState
    {
        private Initialized()
        {
        }

        public static Initialized Instance { get; } = new();
    }

    /// <summary>An element.</summary>
    public sealed class Received<T> : IStreamState
    {
        public Received(T message) => Message = message;

        public T Message { get; }
    }

    /// <summary>A failure.</summary>
    public sealed class Failed : IStreamState
    {
        public Failed(Exception cause) => Cause = cause;

        public Exception Cause { get; }
    }

    /// <summary>The end.</summary>
    public class Finished : IStreamState
    {
        private Finished()
        {
        }

        public static Finished Instance { get; } = new();
    }
}
