namespace Akka.Streams;

/// <summary>What can become of an offered element.</summary>
public sealed class QueueOfferResult
{
    /// <summary>It was taken.</summary>
    public sealed class Enqueued : IQueueOfferResult
    {
        public static readonly Enqueued Instance = new();

        private Enqueued()
        {
        }
    }

    /// <summary>It was dropped.</summary>
    public sealed class Dropped : IQueueOfferResult
    {
        public static readonly Dropped Instance = new();

        private Dropped()
        {
        }
    }

    /// <summary>The stream has failed.</summary>
    public sealed class Failure : IQueueOfferResult
    {
        public Failure(Exception cause) => Cause = cause;

        public Exception Cause { get; }
    }

    /// <summary>The stream has ended.</summary>
    public sealed class QueueClosed : IQueueOfferResult
    {
        public static readonly QueueClosed Instance = new();

        private QueueClosed()
        {
        }
    }
}
